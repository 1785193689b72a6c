using Meadow.Devices;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>Restarts the board; why the last boot ended is told by the last words alone.</summary>
public sealed class MeadowRestart : IRestart
{
    private readonly F7FeatherV2 _device;

    public MeadowRestart(F7FeatherV2 device)
    {
        _device = device;
    }

    /// <inheritdoc/>
    public StartCauseCode StartCause => StartCauseCode.None;

    /// <inheritdoc/>
    public void Restart() => _device.PlatformOS.Reset();
}
