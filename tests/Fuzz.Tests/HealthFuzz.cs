using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class HealthFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.Health, output);
