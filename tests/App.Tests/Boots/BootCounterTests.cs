using System.Collections.Generic;
using System.Linq;

namespace Stethos.App.Tests.Boots;

public sealed class BootCounterTests
{
    private const int RecordLength = 8;

    [Fact]
    public void Starts_are_counted_from_one()
    {
        var files = new TearingFileStore();
        Assert.Equal([1u, 2, 3, 4, 5], Enumerable.Range(0, 5).Select(_ => BootCounter.Next(files)));
    }

    [Fact]
    public void A_cut_at_any_byte_of_either_copy_never_repeats_a_count()
    {
        foreach (var style in (TearingFileStore.Tear[])
            [TearingFileStore.Tear.Truncated, TearingFileStore.Tear.Overlaid, TearingFileStore.Tear.Gone])
        {
            // 1 to 6 whole starts before the cut: both copies are the one being written, both missing and present.
            // 254 and 65534 make the cut fall where more than one byte of the count changes.
            foreach (var before in (int[])[0, 1, 2, 3, 4, 5, 6, 254, 255, 256, 65534, 65535])
            {
                for (var written = 0; written <= RecordLength; written++)
                {
                    for (var writtenAgain = 0; writtenAgain <= RecordLength + 1; writtenAgain++)
                    {
                        Cut(before, style, written, writtenAgain <= RecordLength ? writtenAgain : null);
                    }
                }
            }
        }
    }

    private static readonly Dictionary<int, TearingFileStore> Prepared = [];

    // Whole starts, a torn one, perhaps another torn one, then whole ones again.
    private static void Cut(int before, TearingFileStore.Tear style, int written, int? writtenAgain)
    {
        var files = StoreAfter(before);
        var seen = new HashSet<uint>();
        var last = (uint)before;
        foreach (var cut in (int?[])[written, writtenAgain, null, null, null])
        {
            files.CutAfter = cut;
            files.Style = style;
            try
            {
                var count = BootCounter.Next(files);
                Assert.True(seen.Add(count) && count > last, $"{style} after {before}: {count} follows {last}");
                last = count;
            }
            catch (TearingFileStore.PowerCutException)
            {
                // The node never learnt its count, so nothing carries it.
            }
        }
    }

    private static TearingFileStore StoreAfter(int starts)
    {
        if (!Prepared.TryGetValue(starts, out var prepared))
        {
            Prepared.Add(starts, prepared = new TearingFileStore());
            for (var i = 0; i < starts; i++)
            {
                BootCounter.Next(prepared);
            }
        }

        return prepared.Copy();
    }
}
