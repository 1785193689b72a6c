using System.Diagnostics;
using System.Threading;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>Time since the program began.</summary>
public sealed class MeadowClock : IClock
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <inheritdoc/>
    public long UptimeMs => _watch.ElapsedMilliseconds;

    /// <inheritdoc/>
    public void Wait(int milliseconds) => Thread.Sleep(milliseconds);
}
