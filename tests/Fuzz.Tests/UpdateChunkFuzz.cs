using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class UpdateChunkFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.UpdateChunk, output);
