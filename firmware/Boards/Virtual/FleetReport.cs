using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Protocol;

namespace Stethos.Boards.Virtual;

/// <summary>One line of totals, read by whoever started the boards.</summary>
internal static class FleetReport
{
    public static void Write(IReadOnlyList<PoweredBoard> boards, TextWriter output)
    {
        long Sum(int counter) => boards.Sum(board => (long)board.State.Counters[counter]);
        output.WriteLine(
            $"boards={boards.Count} made={boards.Sum(board => board.Made)} "
            + $"acknowledged={Sum(NodeCounters.FramesAcknowledged)} waiting={boards.Sum(board => board.State.Outbox.Depth)} "
            + $"resent={Sum(NodeCounters.FramesResent)} dropped={Sum(NodeCounters.FramesDropped)} "
            + $"connects={Sum(NodeCounters.LinkConnects)} samples_lost={Sum(NodeCounters.SamplesLost)} "
            + $"refused={Sum(NodeCounters.MessagesRefused)}");
    }
}
