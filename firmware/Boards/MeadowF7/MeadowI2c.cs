using System;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>
/// One part on a Meadow I2C bus. The platform throws for every failure without saying which, so each is told as a fault of the bus.
/// </summary>
public sealed class MeadowI2c : II2cBus
{
    private readonly Meadow.Hardware.II2cBus _bus;
    private readonly byte _address;

    /// <summary><paramref name="address"/>: 7 bits.</summary>
    public MeadowI2c(Meadow.Hardware.II2cBus bus, int address)
    {
        _bus = bus;
        _address = (byte)address;
    }

    /// <inheritdoc/>
    public BusStatusCode Write(byte[] buffer, int offset, int count)
    {
        try
        {
            _bus.Write(_address, buffer.AsSpan(offset, count));
            return BusStatusCode.Ok;
        }
        catch (Exception)
        {
            return BusStatusCode.BusFault;
        }
    }

    /// <inheritdoc/>
    public BusStatusCode WriteRead(byte[] write, int writeOffset, int writeCount, byte[] read, int readOffset, int readCount)
    {
        try
        {
            _bus.Exchange(_address, write.AsSpan(writeOffset, writeCount), read.AsSpan(readOffset, readCount));
            return BusStatusCode.Ok;
        }
        catch (Exception)
        {
            return BusStatusCode.BusFault;
        }
    }
}
