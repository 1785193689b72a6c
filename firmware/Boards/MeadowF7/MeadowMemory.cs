using Meadow.Devices;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>The platform's heap, native and managed together.</summary>
public sealed class MeadowMemory : IMemory
{
    private readonly F7FeatherV2 _device;

    public MeadowMemory(F7FeatherV2 device)
    {
        _device = device;
        LowWaterBytes = uint.MaxValue;
    }

    /// <inheritdoc/>
    public uint FreeBytes
    {
        get
        {
            uint free = (uint)_device.PlatformOS.GetMemoryAllocationInfo().TotalFree;
            LowWaterBytes = free < LowWaterBytes ? free : LowWaterBytes;
            return free;
        }
    }

    /// <inheritdoc/>
    public uint LowWaterBytes { get; private set; }
}
