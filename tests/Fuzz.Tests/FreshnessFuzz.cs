using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class FreshnessFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.Freshness, output);
