using System.Threading;

namespace Stethos.Boards.Virtual.Tests;

internal static class BoardEnd
{
    /// <summary>Switches a board off and waits for it.</summary>
    public static void SwitchOff(this VirtualBoard board, CancellationTokenSource off)
    {
        board.StopCapture();
        off.Cancel();
        board.Dispose();
    }
}
