namespace Stethos.Hal
{
    /// <summary>A part that sends no frames of its own, such as a gauge, and says what it measures.</summary>
    public interface IDescribedPart : IDescribed
    {
        /// <summary>Name of the part, as in hardware/boards.</summary>
        string Part { get; }
    }
}
