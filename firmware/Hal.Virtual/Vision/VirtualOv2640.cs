using System;
using Stethos.Hal.Virtual.I2c;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// An OV2640 at register level (OmniVision data sheet, tables 12 and 13): two banks, reset, product number, and those
    /// registers that decide size and format of what comes out. Not modelled: exposure, gain, colours, windows.
    /// </summary>
    public sealed class VirtualOv2640 : IVirtualI2cPart
    {
        private const int BankRegister = 0xFF;
        private const int SensorBank = 1;
        private const int Com7 = 0x12;
        private const int ProductHigh = 0x0A;
        private const int ProductLow = 0x0B;
        private const int ResetBit = 0x80;
        private const int Bypass = 0x05;
        private const int OutputWidthRegister = 0x5A;
        private const int OutputHeightRegister = 0x5B;
        private const int OutputHigh = 0x5C;
        private const int ImageMode = 0xDA;

        private readonly byte[][] _banks = { new byte[256], new byte[256] };
        private readonly int _productId;
        private int _bank;
        private int _pointer;
        private bool _pointerExpected;

        /// <summary><paramref name="productId"/>: 0x2642 for the real thing.</summary>
        public VirtualOv2640(int productId)
        {
            _productId = productId;
            PowerUp();
        }

        /// <summary>Pixels in a row of the output; 0 when it is not set up.</summary>
        public int OutputWidth => 4 * (_banks[0][OutputWidthRegister] | ((_banks[0][OutputHigh] & 0x03) << 8));

        /// <summary>Rows of the output.</summary>
        public int OutputHeight => 4 * (_banks[0][OutputHeightRegister] | ((_banks[0][OutputHigh] & 0x04) << 6));

        /// <summary>The signal processor is used and gives JPEG.</summary>
        public bool IsJpeg => UsesProcessor && (_banks[0][ImageMode] & 0x10) != 0;

        /// <summary>The signal processor is used and gives YUV422.</summary>
        public bool IsYuv => UsesProcessor && (_banks[0][ImageMode] & 0x1C) == 0;

        /// <summary>Colour difference first.</summary>
        public bool SwapsBytes => (_banks[0][ImageMode] & 0x01) != 0;

        private bool UsesProcessor => (_banks[0][Bypass] & 0x01) == 0 && OutputWidth > 0 && OutputHeight > 0;

        /// <summary>All registers as after a brown-out.</summary>
        public void PowerUp()
        {
            Array.Clear(_banks[0]);
            Array.Clear(_banks[1]);
            _banks[0][Bypass] = 0x01;
            _banks[SensorBank][ProductHigh] = (byte)(_productId >> 8);
            _banks[SensorBank][ProductLow] = (byte)_productId;
            _bank = 0;
        }

        /// <inheritdoc/>
        public void Start(bool reading) => _pointerExpected = !reading;

        /// <inheritdoc/>
        public bool WriteByte(byte value)
        {
            if (_pointerExpected)
            {
                _pointerExpected = false;
                _pointer = value;
                return true;
            }

            Write(_pointer, value);
            return true;
        }

        /// <summary>SCCB has no reads that count on: the same register again.</summary>
        public byte ReadByte() => _pointer == BankRegister ? (byte)_bank : _banks[_bank][_pointer];

        /// <inheritdoc/>
        public void Stop()
        {
        }

        private void Write(int register, byte value)
        {
            if (register == BankRegister)
            {
                _bank = value & 0x01;
                return;
            }

            if (_bank == SensorBank && register is ProductHigh or ProductLow)
            {
                return;
            }

            if (_bank == SensorBank && register == Com7 && (value & ResetBit) != 0)
            {
                PowerUp();
                _bank = SensorBank;
                return;
            }

            _banks[_bank][register] = value;
        }
    }
}
