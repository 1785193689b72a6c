namespace Stethos.Drivers.Tests
{
    /// <summary>Reads samples of one channel into a buffer, whatever the driver; returns how many.</summary>
    internal delegate int ReadChannel(int channel, float[] destination);
}
