namespace Stethos.Hal.Parts
{
    /// <summary>One part's 8-bit registers, whatever the bus they lie behind. One thread per bus.</summary>
    public interface IRegisterBus
    {
        /// <summary>
        /// Reads <paramref name="count"/> bytes from <paramref name="register"/> on in one transfer. What was read is
        /// undefined unless the result is <see cref="BusStatusCode.Ok"/>.
        /// </summary>
        BusStatusCode Read(int register, byte[] buffer, int offset, int count);

        /// <summary>Writes one register.</summary>
        BusStatusCode Write(int register, int value);
    }
}
