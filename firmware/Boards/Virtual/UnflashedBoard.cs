using System;
using System.Threading;
using Stethos.App.LocalOutput;
using Stethos.Hal;
using Stethos.Hal.Virtual.Board;

namespace Stethos.Boards.Virtual;

/// <summary>A board nobody has written identity and settings to: it knows no gateway to tell, so it blinks and waits.</summary>
internal sealed class UnflashedBoard : IDisposable
{
    private const int TurnMs = 100;
    private readonly IClock _clock;
    private readonly CancellationToken _off;
    private readonly LedPlayer _player;
    private readonly Thread _thread;

    public UnflashedBoard(int index, IClock clock, CancellationToken off, Action<string> say)
    {
        _clock = clock;
        _off = off;
        Lamp = new VirtualPin(clock);
        _player = new LedPlayer(Lamp);
        say($"{VirtualBoard.DeviceText(index)} lamp={LedCode.NoConfiguration}: no identity and settings; a real board gets them "
            + "from `stethos node-config`, this one by a start without --trouble no-settings");
        _thread = new Thread(Blink) { IsBackground = true, Name = $"unflashed-{index + 1}" };
        _thread.Start();
    }

    public VirtualPin Lamp { get; }

    /// <summary>Waits until the board is off, after the token was cancelled.</summary>
    public void Dispose() => _thread.Join();

    private void Blink()
    {
        while (!_off.WaitHandle.WaitOne(TurnMs))
        {
            _player.Step(LedCode.NoConfiguration, _clock.UptimeMs);
        }
    }
}
