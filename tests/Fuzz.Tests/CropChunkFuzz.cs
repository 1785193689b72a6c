using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class CropChunkFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.CropChunk, output);
