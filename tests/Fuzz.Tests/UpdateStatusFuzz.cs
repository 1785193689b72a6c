using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class UpdateStatusFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.UpdateStatus, output);
