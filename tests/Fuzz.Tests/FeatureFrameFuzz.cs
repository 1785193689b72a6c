using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class FeatureFrameFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.Features, output);
