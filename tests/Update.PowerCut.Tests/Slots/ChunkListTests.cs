using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Stethos.Update.Prover;
using Stethos.Update.Slots;

namespace Stethos.Update.PowerCut.Tests.Slots;

public sealed class ChunkListTests
{
    private static readonly PortableKeyedHash Hash = new();
    private static readonly byte[] Salt = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void Digests_and_root_are_what_the_document_says()
    {
        var data = ProofRelease.Bytes(1500, 1);
        var list = new ChunkList(8);
        Assert.True(list.Begin(Salt, 0, data.Length, 10));
        list.Set(0, Hash, data, 0);
        list.Set(1, Hash, data, 1024);
        byte[] key = [.. Encoding.ASCII.GetBytes("stethos-chunk-1"), .. Salt];
        byte[] digests = [.. HMACSHA256.HashData(key, data[..1024])[..16], .. HMACSHA256.HashData(key, data[1024..])[..16]];
        byte[] written = new byte[list.Length];
        list.Write(written, 0);
        Assert.Equal((byte[])[.. Salt, 0xDC, 0x05, 0, 0, 10, .. digests], written);
        var root = new byte[32];
        list.ComputeRoot(Hash, root);
        Assert.Equal(HMACSHA256.HashData(key, (byte[])[0xDC, 0x05, 0, 0, 10, .. digests]), root);
        Assert.True(list.IsRootOf(root, Hash));
        root[31] ^= 1;
        Assert.False(list.IsRootOf(root, Hash));
    }

    [Fact]
    public void A_list_is_read_as_it_was_written()
    {
        var list = ProofRelease.Make("a", 1, Hash, (1, 0, ProofRelease.Bytes(2000, 3)), default).ApplicationList!;
        var bytes = new byte[list.Length + 2];
        Assert.Equal(list.Length, list.Write(bytes, 1));
        var read = new ChunkList(8);
        Assert.Equal(UpdateReasonCode.None, read.Read(bytes, 1, list.Length));
        Assert.Equal((2000, 8, 8, 256, 2000 - (7 * 256)), (read.Size, read.ChunkLog2, read.Count, read.LengthOf(0), read.LengthOf(7)));
        Assert.Equal((0, 0), (read.LengthOf(-1), read.LengthOf(8)));
        Assert.Equal(list.Key, read.Key);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(8 * 1024 + 1, 10)]
    [InlineData(-1, 10)]
    [InlineData(int.MinValue, 10)]
    [InlineData(100, 7)]
    [InlineData(100, 13)]
    [InlineData(100, 255)]
    public void A_list_out_of_bounds_is_refused(int size, int log2)
    {
        Assert.False(new ChunkList(8).Begin(Salt, 0, size, log2));
        byte[] bytes = [.. Salt, .. System.BitConverter.GetBytes(size), (byte)log2, .. new byte[16 * 8]];
        var list = new ChunkList(8);
        Assert.Equal(UpdateReasonCode.BadChunkList, list.Read(bytes, 0, bytes.Length));
        Assert.Equal(0, list.Count);
    }

    [Fact]
    public void A_list_of_any_other_length_is_refused()
    {
        var list = ProofRelease.Make("a", 1, Hash, (1, 0, ProofRelease.Bytes(600, 3)), default).ApplicationList!;
        var bytes = new byte[1000];
        list.Write(bytes, 0);
        Assert.All(
            Enumerable.Range(0, 1000).Where(count => count != list.Length),
            count => Assert.Equal(UpdateReasonCode.BadChunkList, new ChunkList(8).Read(bytes, 0, count)));
        Assert.Equal(UpdateReasonCode.None, new ChunkList(8).Read(bytes, 0, list.Length));
    }
}
