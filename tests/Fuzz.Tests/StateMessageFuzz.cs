using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class StateMessageFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.State, output);
