using System.Linq;
using Stethos.ModelQuantizer.Size.Arena;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>Gives the buffers of a program their places in the arena.</summary>
internal static class Places
{
    private const int Alignment = 4;

    public static void Plan(DeviceProgram program)
    {
        // The planner counts steps from 0; inputs are there before the first operator.
        var used = program.Buffers.Where(buffer => buffer.First <= buffer.Last).ToArray();
        var blocks = used.Select(buffer => new ArenaBlock(buffer.Name, buffer.Length, buffer.First + 1, buffer.Last + 1)).ToArray();
        var plan = ArenaPlanner.Plan(blocks, new ArenaOptions { Alignment = Alignment });
        for (var i = 0; i < used.Length; i++)
        {
            used[i].Place = (int)plan.Offsets[i];
        }

        program.ArenaLength = checked((int)plan.Bytes);
        program.ArenaLowerBound = checked((int)plan.LowerBound);
    }
}
