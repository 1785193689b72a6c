using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class VisionFeaturesFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.VisionFeatures, output);
