namespace Stethos.Hal
{
    /// <summary>Random numbers for jitter. Not for keys unless the platform's source is a hardware one.</summary>
    public interface IRandom
    {
        /// <summary>A number from 0 to <paramref name="exclusiveMax"/> - 1.</summary>
        int Next(int exclusiveMax);
    }
}
