using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class ManifestPartFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.ManifestPart, output);
