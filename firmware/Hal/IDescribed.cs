namespace Stethos.Hal
{
    /// <summary>A part that says what it measures.</summary>
    public interface IDescribed
    {
        /// <summary>Tells everything, once.</summary>
        void Describe(IDescriptionSink sink);
    }
}
