using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class UpdateCommandFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.UpdateCommand, output);
