using System.Collections.Generic;
using System.Linq;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>
/// Partitions lie inside the flash, begin and end with an erase sector, do not overlap; apps are aligned as the chip wants.
/// </summary>
internal static class PartitionRule
{
    public static IEnumerable<string> Check(Board board, Chip chip)
    {
        foreach (Partition partition in board.Partitions)
        {
            string name = $"partitions/{partition.Name}";
            if (partition.EndBytes > board.FlashBytes)
            {
                yield return $"{name}: ends at 0x{partition.EndBytes:X}, behind the flash of 0x{board.FlashBytes:X}";
            }

            if (!chip.Flash.IsSectorBoundary(partition.OffsetBytes) || !chip.Flash.IsSectorBoundary(partition.EndBytes))
            {
                yield return $"{name}: 0x{partition.OffsetBytes:X} to 0x{partition.EndBytes:X} is not made of whole erase sectors";
            }

            if (partition.Kind == "app" && partition.OffsetBytes % chip.Flash.AppAlignBytes != 0)
            {
                yield return $"{name}: an app starts at a multiple of 0x{chip.Flash.AppAlignBytes:X}, not at {partition.Offset}";
            }

            if (partition.SizeBytes == 0)
            {
                yield return $"{name}: is empty";
            }
        }

        Partition[] sorted = [.. board.Partitions.OrderBy(partition => partition.OffsetBytes)];
        foreach ((Partition first, Partition second) in sorted.Zip(sorted.Skip(1)))
        {
            if (second.OffsetBytes < first.EndBytes)
            {
                yield return $"partitions/{second.Name}: overlaps {first.Name}, which ends at 0x{first.EndBytes:X}";
            }
        }

        foreach (string name in board.Partitions.GroupBy(one => one.Name).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"partitions/{name}: is there twice";
        }
    }
}
