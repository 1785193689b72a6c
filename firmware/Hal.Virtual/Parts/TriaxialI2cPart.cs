using Stethos.Hal.Virtual.I2c;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>A three-axis part on I2C: the first byte written points at a register, the rest is written or read on.</summary>
    public abstract class TriaxialI2cPart : TriaxialPart, IVirtualI2cPart
    {
        private bool _expectsPointer;

        private protected TriaxialI2cPart(TriaxialSampler sampler)
            : base(sampler)
        {
        }

        /// <inheritdoc/>
        public void Start(bool reading)
        {
            MakeDueSamples();
            _expectsPointer = !reading;
        }

        /// <inheritdoc/>
        public bool WriteByte(byte value)
        {
            if (_expectsPointer)
            {
                PointAt(value);
                _expectsPointer = false;
            }
            else
            {
                WriteNext(value);
            }

            return true;
        }

        /// <inheritdoc/>
        public byte ReadByte() => ReadNext();

        /// <inheritdoc/>
        public void Stop() => EndTransfer();
    }
}
