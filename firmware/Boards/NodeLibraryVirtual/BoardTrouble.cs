using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Stethos.Hal;

namespace Stethos.Boards.Virtual;

/// <summary>Fault knobs of a board: what goes wrong with it, and how often. Outlives the boots it ends.</summary>
internal sealed record BoardTrouble
{
    private int _hangsLeft = 1;
    private int _crashesLeft;

    /// <summary>Seconds from the start until the capture loop hangs, once; 0 = never.</summary>
    public double HangAfterSeconds { get; init; }

    /// <summary>Seconds from each start until the capture loop crashes; 0 = never.</summary>
    public double CrashAfterSeconds { get; init; }

    /// <summary>How often it crashes.</summary>
    public int Crashes
    {
        get => _crashesLeft;
        init => _crashesLeft = value;
    }

    /// <summary>Heap that is free at start, as the memory check sees it.</summary>
    public int FreeHeapBytes { get; init; } = 160_000;

    /// <summary>Parts that answer with the id of another: adxl345, arducam-ov2640, mlx90640, max17048; the others have none.</summary>
    public IReadOnlyList<string> WrongIds { get; init; } = [];

    /// <summary>Parts that do not answer: those, adxl1002 and tachometer.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    /// <summary>Its clock jumps ahead, once in a boot.</summary>
    public bool HasJumpingClock { get; init; }

    /// <summary>The file store has no room: it reads, and takes nothing.</summary>
    public bool IsFileStoreFull { get; init; }

    /// <summary>What the file store reads back has a bit that fell over.</summary>
    public bool IsFileStoreCorrupt { get; init; }

    /// <summary>What the slots read back has a bit that fell over: nothing in them verifies.</summary>
    public bool AreSlotsCorrupt { get; init; }

    /// <summary>Nobody has written identity and settings to the board.</summary>
    public bool IsUnflashed { get; init; }

    /// <summary>Whether a part answers as another would.</summary>
    public bool HasWrongId(string part) => WrongIds.Contains(part);

    /// <summary>Whether a part does not answer.</summary>
    public bool IsSilent(string part) => Silent.Contains(part);

    /// <summary>The clock with the trouble in it.</summary>
    public IClock In(IClock clock) => HasJumpingClock ? new JumpingClock(clock) : clock;

    /// <summary>The store with the trouble in it.</summary>
    public IFileStore In(IFileStore files) =>
        IsFileStoreFull || IsFileStoreCorrupt || AreSlotsCorrupt
            ? new FaultyFileStore(files, IsFileStoreFull, IsFileStoreCorrupt, AreSlotsCorrupt)
            : files;

    /// <summary>A loop's step with the trouble in it; a hang lasts until the boot is over.</summary>
    public Action In(Action step, IClock clock, CancellationToken boot) => HangAfterSeconds <= 0 && CrashAfterSeconds <= 0
        ? step
        : () =>
        {
            if (IsDue(HangAfterSeconds, clock) && Interlocked.Decrement(ref _hangsLeft) >= 0)
            {
                boot.WaitHandle.WaitOne();
                boot.ThrowIfCancellationRequested();
            }

            if (IsDue(CrashAfterSeconds, clock) && Interlocked.Decrement(ref _crashesLeft) >= 0)
            {
                throw new InvalidOperationException("planned crash");
            }

            step();
        };

    private static bool IsDue(double seconds, IClock clock) => seconds > 0 && clock.UptimeMs >= 1000 * seconds;
}
