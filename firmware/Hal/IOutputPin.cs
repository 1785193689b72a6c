namespace Stethos.Hal
{
    /// <summary>A digital output. Low until it is first written and while the node is in reset.</summary>
    public interface IOutputPin
    {
        /// <summary>Drives the pin.</summary>
        void Write(bool isHigh);
    }
}
