using System;
using Meadow.Devices;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>The chip's independent watchdog, 32,768 ms at most; nothing but a reset stops it.</summary>
public sealed class MeadowWatchdog : IWatchdog
{
    private readonly F7FeatherV2 _device;

    public MeadowWatchdog(F7FeatherV2 device)
    {
        _device = device;
    }

    /// <inheritdoc/>
    public void Start(int timeoutMs) => _device.WatchdogEnable(TimeSpan.FromMilliseconds(timeoutMs));

    /// <inheritdoc/>
    public void Feed() => _device.WatchdogReset();
}
