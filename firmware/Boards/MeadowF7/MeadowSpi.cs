using System;
using Meadow.Hardware;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>One part on a Meadow SPI bus, whose configuration sets mode and clock.</summary>
public sealed class MeadowSpi : Stethos.Hal.ISpiBus
{
    private readonly Meadow.Hardware.ISpiBus _bus;
    private readonly IDigitalOutputPort _select;

    public MeadowSpi(Meadow.Hardware.ISpiBus bus, IDigitalOutputPort select)
    {
        _bus = bus;
        _select = select;
    }

    /// <inheritdoc/>
    public BusStatusCode Transfer(byte[] write, int writeOffset, byte[] read, int readOffset, int count)
    {
        try
        {
            _bus.Exchange(_select, write.AsSpan(writeOffset, count), read.AsSpan(readOffset, count));
            return BusStatusCode.Ok;
        }
        catch (Exception)
        {
            return BusStatusCode.BusFault;
        }
    }
}
