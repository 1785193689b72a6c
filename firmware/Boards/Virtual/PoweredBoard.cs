using System;
using System.Threading;
using Stethos.App;
using Stethos.Hal;

namespace Stethos.Boards.Virtual;

/// <summary>
/// A virtual board as long as it has power: one boot after another, each ended by its watchdog or on its own wish. What is in
/// memory goes with each boot, flash and records stay.
/// </summary>
internal sealed class PoweredBoard : IDisposable
{
    private const int LookMs = 50;
    private readonly BoardOptions _options;
    private readonly CancellationToken _off;
    private readonly IFileStore _records;
    private readonly Lock _sync = new();
    private readonly Thread _thread;
    private CancellationTokenSource _end;
    private VirtualBoard _board;
    private long _madeBefore;
    private volatile bool _isCaptureStopped;

    public PoweredBoard(BoardOptions options, CancellationToken off)
    {
        _options = options;
        _off = off;
        _records = VirtualFlash.OpenRecords(options);
        _end = CancellationTokenSource.CreateLinkedTokenSource(off);
        _board = new VirtualBoard(options, _end.Token, _records);
        _thread = new Thread(Watch) { IsBackground = true, Name = $"power-{options.Index + 1}" };
        _thread.Start();
    }

    /// <summary>Of the present boot.</summary>
    public NodeState State => Board.State;

    /// <summary>The present boot.</summary>
    public VirtualBoard Board
    {
        get
        {
            lock (_sync)
            {
                return _board;
            }
        }
    }

    /// <summary>Frames made in all its boots.</summary>
    public long Made
    {
        get
        {
            lock (_sync)
            {
                return _madeBefore + _board.State.Outbox.LastSequence;
            }
        }
    }

    /// <summary>Tells when lamp or relay show something else; set at once after construction.</summary>
    public Action<string>? OnSign { get; set; }

    /// <summary>Ends sampling, in this boot and in those to come.</summary>
    public void StopCapture()
    {
        _isCaptureStopped = true;
        Board.StopCapture();
    }

    /// <summary>Waits until the board is off, after the token was cancelled.</summary>
    public void Dispose()
    {
        _thread.Join();
        _board.Dispose();
        _end.Dispose();
    }

    private void Watch()
    {
        var shown = "";
        while (!_off.WaitHandle.WaitOne(LookMs))
        {
            var supervision = _board.Supervision;
            var sign = $"lamp={supervision.LampCode} relay={(supervision.Relay.IsHigh ? "on" : "off")}";
            if (sign != shown)
            {
                shown = sign;
                OnSign?.Invoke($"{VirtualBoard.DeviceText(_options)} {sign}");
            }

            if (supervision.Ended != StartCauseCode.None)
            {
                StartAgain(supervision.Ended);
            }
        }
    }

    private void StartAgain(StartCauseCode cause)
    {
        _end.Cancel();
        _board.Dispose();
        _end.Dispose();
        _end = CancellationTokenSource.CreateLinkedTokenSource(_off);
        var next = new VirtualBoard(_options, _end.Token, _records, cause);
        lock (_sync)
        {
            _madeBefore += _board.State.Outbox.LastSequence;
            _board = next;
        }

        if (_isCaptureStopped)
        {
            next.StopCapture();
        }
    }
}
