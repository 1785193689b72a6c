using System.Device.Gpio;

namespace Stethos.Hal.NanoFramework
{
    /// <summary>A pin of the chip as an output, low at first.</summary>
    public sealed class OutputPin : IOutputPin
    {
        private static readonly GpioController Pins = new GpioController();
        private readonly GpioPin _pin;

        /// <summary><paramref name="pin"/> as the platform counts.</summary>
        public OutputPin(int pin)
        {
            _pin = Pins.OpenPin(pin, PinMode.Output);
            _pin.Write(PinValue.Low);
        }

        /// <inheritdoc/>
        public void Write(bool isHigh)
        {
            _pin.Write(isHigh ? PinValue.High : PinValue.Low);
        }
    }
}
