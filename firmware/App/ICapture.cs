using Stethos.Hal;

namespace Stethos.App
{
    /// <summary>
    /// Turns one sensor's samples into windows. Not thread safe: the capture loop owns it. A window is complete when
    /// <see cref="Poll"/> returns true; it stays valid until <see cref="Begin"/>.
    /// </summary>
    public interface ICapture
    {
        /// <summary>Part name, for example "adxl1002".</summary>
        string Part { get; }

        int Axes { get; }

        int SampleRateHz { get; }

        /// <summary>Samples per axis in a window.</summary>
        int WindowLength { get; }

        /// <summary>g per count when a window is sent raw as int16.</summary>
        float RawScale { get; }

        /// <summary>True when the sensor hears bearings (wide band), so the envelope is worth computing.</summary>
        bool HearsBearings { get; }

        /// <summary>True when the part reaches down to 0 Hz, so that the mean is gravity.</summary>
        bool SeesGravity { get; }

        /// <summary>[axis][sample] in g.</summary>
        float[][] Window { get; }

        /// <summary>Samples at full scale in the window.</summary>
        int Clipped { get; }

        /// <summary>Samples missing in the window.</summary>
        int Lost { get; }

        /// <summary>First bus fault in the window.</summary>
        BusStatusCode Fault { get; }

        /// <summary>The part at that address is another one than it should be.</summary>
        bool IsWrongPart { get; }

        /// <summary>Prepares the part. Called again after a bus fault.</summary>
        BusStatusCode Start();

        /// <summary>Starts a new window with the next sample; throws away what was waiting.</summary>
        void Begin();

        /// <summary>
        /// Gives the window up because the part delivers nothing: the rest is silent, the fault is a timeout, and the
        /// next <see cref="Start"/> sets the part up again.
        /// </summary>
        void GiveUp();

        /// <summary>Takes what is ready; true when the window is complete (or ended by a fault).</summary>
        bool Poll();
    }
}
