using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class DescriptionFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.Description, output);
