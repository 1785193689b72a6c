namespace Stethos.Hal.Virtual.Spi
{
    /// <summary>A part on the virtual SPI bus, as it sees the wires.</summary>
    public interface IVirtualSpiPart
    {
        /// <summary>Its chip select becomes active.</summary>
        void Select();

        /// <summary>A byte from the controller; returns the one that goes back at the same time.</summary>
        byte Exchange(byte value);

        /// <summary>Its chip select becomes inactive.</summary>
        void Deselect();
    }
}
