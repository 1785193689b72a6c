namespace Stethos.Hal.Virtual.I2c
{
    /// <summary>A part on the virtual bus, as it sees the wires.</summary>
    public interface IVirtualI2cPart
    {
        /// <summary>A start or repeated start with the part's address; <paramref name="reading"/> is the R/W bit.</summary>
        void Start(bool reading);

        /// <summary>A byte from the controller. False does not acknowledge it, which ends the transfer.</summary>
        bool WriteByte(byte value);

        /// <summary>A byte to the controller.</summary>
        byte ReadByte();

        /// <summary>The stop condition.</summary>
        void Stop();
    }
}
