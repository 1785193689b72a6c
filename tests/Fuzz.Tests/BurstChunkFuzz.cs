using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class BurstChunkFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.BurstChunk, output);
