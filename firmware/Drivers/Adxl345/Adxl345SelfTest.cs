using System;
using Stethos.Hal;

namespace Stethos.Drivers.Adxl345
{
    /// <summary>
    /// Moves the sensing mass by an electrostatic force and judges how far it went (data sheet, sections "Self-test" and
    /// "Using self-test"). Takes about half a second and leaves the part in standby. For a machine at rest: strong
    /// vibration in those 0.4 s can fail a good part.
    /// </summary>
    public sealed class Adxl345SelfTest
    {
        // 100 Hz: the limits hold for 100 to 800 Hz and 3200 Hz only. 16 g in full resolution leaves room for the shift.
        private const int RateHz = 100;
        private const int RangeG = 16;

        // The data sheet recommends 0.1 s of samples; 16 at 100 Hz are 0.16 s.
        private const int Samples = 16;
        private const int SamplesMs = 180;

        // The output settles in four samples.
        private const int SettleMs = 60;

        // Table 15 (2.5 V) in counts of 1/256 g, times table 14's factors for 3.3 V (1.77 for x and y, 1.47 for z).
        private const float MinXYG = 50 * 1.77f / 256;
        private const float MaxXYG = 540 * 1.77f / 256;
        private const float MinZG = 75 * 1.47f / 256;
        private const float MaxZG = 875 * 1.47f / 256;

        private readonly Adxl345Driver _driver;
        private readonly IClock _clock;
        private readonly float[][] _samplesG;
        private readonly float[] _restG = new float[Adxl345Driver.AxisCount];

        /// <summary>For a part supplied with 3.3 V.</summary>
        public Adxl345SelfTest(II2cBus bus, IClock clock)
        {
            if (clock == null)
            {
                throw new ArgumentException();
            }

            _clock = clock;
            _driver = new Adxl345Driver(bus, true);
            _samplesG = new float[Adxl345Driver.AxisCount][];
            for (int axis = 0; axis < Adxl345Driver.AxisCount; axis++)
            {
                _samplesG[axis] = new float[Adxl345Driver.FifoEntries];
            }
        }

        /// <summary>
        /// Ok, SelfTestFailed or what kept the test from running. <paramref name="changeG"/> (3 or more) receives how far
        /// x, y, z moved, when the test ran.
        /// </summary>
        public Adxl345StatusCode Run(float[] changeG)
        {
            if (changeG == null || changeG.Length < Adxl345Driver.AxisCount)
            {
                throw new ArgumentException();
            }

            Adxl345StatusCode status = _driver.Configure(RateHz, RangeG, Samples);
            if (status == Adxl345StatusCode.Ok)
            {
                status = Average(_restG);
            }

            if (status == Adxl345StatusCode.Ok)
            {
                status = _driver.SwitchSelfTest(true);
            }

            if (status == Adxl345StatusCode.Ok)
            {
                status = Average(changeG);
            }

            // The force must go off again even when the test could not be finished.
            Adxl345StatusCode off = _driver.SwitchSelfTest(false);
            Adxl345StatusCode stopped = _driver.Stop();
            status = FirstFault(status, off, stopped);
            if (status != Adxl345StatusCode.Ok)
            {
                return status;
            }

            for (int axis = 0; axis < Adxl345Driver.AxisCount; axis++)
            {
                changeG[axis] -= _restG[axis];
            }

            bool passed = IsBetween(changeG[0], MinXYG, MaxXYG)
                && IsBetween(-changeG[1], MinXYG, MaxXYG)
                && IsBetween(changeG[2], MinZG, MaxZG);
            return passed ? Adxl345StatusCode.Ok : Adxl345StatusCode.SelfTestFailed;
        }

        private static Adxl345StatusCode FirstFault(Adxl345StatusCode first, Adxl345StatusCode second, Adxl345StatusCode third)
        {
            if (first != Adxl345StatusCode.Ok)
            {
                return first;
            }

            return second != Adxl345StatusCode.Ok ? second : third;
        }

        private static bool IsBetween(float value, float min, float max)
        {
            return value >= min && value <= max;
        }

        private Adxl345StatusCode Average(float[] meanG)
        {
            _clock.Wait(SettleMs);
            Adxl345StatusCode status = _driver.ClearFifo();
            if (status != Adxl345StatusCode.Ok)
            {
                return status;
            }

            _clock.Wait(SamplesMs);
            int count = _driver.ReadFifo(_samplesG, 0, Adxl345Driver.FifoEntries, out status);

            // A slow scheduler may have let the FIFO run full; the newest 32 samples serve as well.
            if (status == Adxl345StatusCode.Overrun)
            {
                status = Adxl345StatusCode.Ok;
            }

            if (status != Adxl345StatusCode.Ok)
            {
                return status;
            }

            // A part that answers but does not measure.
            if (count < Samples)
            {
                return Adxl345StatusCode.SelfTestFailed;
            }

            for (int axis = 0; axis < Adxl345Driver.AxisCount; axis++)
            {
                float sum = 0;
                float[] samples = _samplesG[axis];
                for (int i = 0; i < count; i++)
                {
                    sum += samples[i];
                }

                meanG[axis] = sum / count;
            }

            return Adxl345StatusCode.Ok;
        }
    }
}
