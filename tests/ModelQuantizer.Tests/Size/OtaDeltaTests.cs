using System;
using System.Linq;
using Stethos.ModelQuantizer.Size.Delta;
using Stethos.ModelQuantizer.Tests.Kit;

namespace Stethos.ModelQuantizer.Tests.Size;

public sealed class OtaDeltaTests
{
    private readonly byte[] _file = new byte[50_000];

    public OtaDeltaTests() => new Random(RandomTensor.Seed).NextBytes(_file);

    [Fact]
    public void The_same_file_sends_nothing_and_a_new_one_everything()
    {
        Assert.Equal(new OtaDelta(50_000, 50_000, 0, 0), OtaDelta.Between(_file, _file));
        Assert.Equal(new OtaDelta(0, 50_000, 50_000, 50_000), OtaDelta.Between([], _file));
        Assert.Equal(new OtaDelta(50_000, 0, 0, 0), OtaDelta.Between(_file, []));
    }

    [Fact]
    public void A_changed_byte_sends_its_chunk()
    {
        var changed = (byte[])_file.Clone();
        changed[3000] ^= 1;
        var delta = OtaDelta.Between(_file, changed);
        Assert.Equal(1024, delta.FixedBytes);
        Assert.InRange(delta.ContentBytes, 256, 3 * 4096);
    }

    [Fact]
    public void Inserted_bytes_cost_all_fixed_chunks_behind_them_and_one_by_content()
    {
        byte[] longer = [.. _file.Take(3000), 1, 2, 3, .. _file.Skip(3000)];
        var delta = OtaDelta.Between(_file, longer);
        Assert.Equal(longer.Length - 2048, delta.FixedBytes);
        Assert.InRange(delta.ContentBytes, 256, 3 * 4096);
    }

    [Fact]
    public void A_chunk_that_occurs_twice_is_sent_once()
    {
        var delta = OtaDelta.Between([], new byte[10 * 1024]);
        Assert.Equal(1024, delta.FixedBytes);
    }
}
