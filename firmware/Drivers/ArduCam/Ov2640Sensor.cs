using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.ArduCam
{
    /// <summary>The image sensor's registers on SCCB, which an I2C bus speaks (7-bit address 0x30). One thread.</summary>
    internal sealed class Ov2640Sensor
    {
        // Data sheet, "Electrical characteristics": settled 1 ms after a reset; the vendor's own code waits far longer.
        private const int ResetMs = 100;

        private readonly PartRegisters _registers;
        private readonly IClock _clock;

        public Ov2640Sensor(II2cBus bus, IClock clock)
        {
            _registers = new PartRegisters(new I2cRegisterBus(bus));
            _clock = clock;
        }

        /// <summary>Checks who is there, resets it and sets everything up. Waits 100 ms.</summary>
        public PartStatusCode Configure(ArduCamFormat format)
        {
            PartStatusCode status = Identify();
            if (status == PartStatusCode.Ok)
            {
                status = _registers.Write((int)Ov2640Register.SensorControl7, Ov2640Settings.ResetAll);
            }

            if (status == PartStatusCode.Ok)
            {
                _clock.Wait(ResetMs);
                status = Write(Ov2640Settings.OfSensor);
            }

            byte[] processor = Ov2640Settings.OfProcessor(format);
            if (status == PartStatusCode.Ok)
            {
                status = Write(processor);
            }

            return status == PartStatusCode.Ok ? CheckKept(processor) : status;
        }

        private PartStatusCode Identify()
        {
            PartStatusCode status = _registers.Write((int)Ov2640Register.Bank, Ov2640Settings.SensorBank);
            if (status == PartStatusCode.Ok)
            {
                status = _registers.Identify((int)Ov2640Register.SensorProductHigh, ArduCamDriver.ProductId >> 8);
            }

            if (status != PartStatusCode.Ok)
            {
                return status;
            }

            // Two steppings of the OV2640 are sold: 0x41 and 0x42.
            status = _registers.ReadByte((int)Ov2640Register.SensorProductLow, out int low);
            int newest = ArduCamDriver.ProductId & 0xFF;
            return status == PartStatusCode.Ok && low != newest && low != newest - 1 ? PartStatusCode.WrongDeviceId : status;
        }

        private PartStatusCode Write(byte[] pairs)
        {
            PartStatusCode status = PartStatusCode.Ok;
            for (int i = 0; i < pairs.Length && status == PartStatusCode.Ok; i += 2)
            {
                status = _registers.Write(pairs[i], pairs[i + 1]);
            }

            return status;
        }

        /// <summary>
        /// Size and format decide how many bytes come; they are read back. Other registers have bits that do not read back
        /// as written.
        /// </summary>
        private PartStatusCode CheckKept(byte[] pairs)
        {
            PartStatusCode status = PartStatusCode.Ok;
            for (int i = 0; i < pairs.Length && status == PartStatusCode.Ok; i += 2)
            {
                var register = (Ov2640Register)pairs[i];
                if (register == Ov2640Register.OutputWidth || register == Ov2640Register.OutputHeight
                    || register == Ov2640Register.ImageMode || register == Ov2640Register.Bypass)
                {
                    status = _registers.ReadByte(pairs[i], out int kept);
                    status = status == PartStatusCode.Ok && kept != pairs[i + 1] ? PartStatusCode.SettingNotKept : status;
                }
            }

            return status;
        }
    }
}
