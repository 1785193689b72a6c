using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class CommandFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.Command, output);
