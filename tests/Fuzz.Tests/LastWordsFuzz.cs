using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class LastWordsFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.LastWords, output);
