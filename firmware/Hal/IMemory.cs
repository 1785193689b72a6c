namespace Stethos.Hal
{
    /// <summary>The managed heap.</summary>
    public interface IMemory
    {
        /// <summary>Bytes that are free now.</summary>
        uint FreeBytes { get; }

        /// <summary>Least that was free in this boot, bytes.</summary>
        uint LowWaterBytes { get; }
    }
}
