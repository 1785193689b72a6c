using Meadow.Foundation.Leds;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>Meadow.Foundation's LED as the status lamp.</summary>
public sealed class LampPin : IOutputPin
{
    private readonly Led _led;

    public LampPin(Led led)
    {
        _led = led;
        _led.IsOn = false;
    }

    /// <inheritdoc/>
    public void Write(bool isHigh) => _led.IsOn = isHigh;
}
