namespace Stethos.Hal.Virtual
{
    /// <summary>
    /// Back door of a virtual sensor in SI-near units (g; degrees Celsius, volts, per cent or grey where the part says so): one
    /// generic test sweeps every driver through it and scenarios drive it. While a channel is held, the source behind it is
    /// not heard.
    /// </summary>
    public interface IVirtualPart
    {
        /// <summary>Channels from 0 on.</summary>
        int ChannelCount { get; }

        /// <summary>Holds a channel at <paramref name="valueG"/>; NaN lets its signal source be heard again.</summary>
        void SetChannel(int channel, double valueG);

        /// <summary>
        /// The range the part can show as configured now, and the error a driver's reading may have inside it
        /// (quantisation and six sigma of the part's noise).
        /// </summary>
        void GetRange(int channel, out double lowerG, out double upperG, out double epsilonG);
    }
}
