using System;

namespace Stethos.Hal.Parts
{
    /// <summary>
    /// Moves the sensing mass of a three-axis part by an electrostatic force and judges how far it went. Leaves the part
    /// in standby. For a machine at rest: strong vibration while it runs can fail a good part.
    /// </summary>
    public sealed class SelfTest
    {
        private const int AxisCount = 3;
        private readonly ISelfTested _part;
        private readonly IClock _clock;
        private readonly SelfTestLimits _limits;
        private readonly float[][] _samplesG = new float[AxisCount][];
        private readonly float[] _restG = new float[AxisCount];

        /// <summary><paramref name="fifoSamples"/>: what the part's FIFO holds.</summary>
        public SelfTest(ISelfTested part, IClock clock, SelfTestLimits limits, int fifoSamples)
        {
            if (part == null || clock == null || limits == null)
            {
                throw new ArgumentException();
            }

            _part = part;
            _clock = clock;
            _limits = limits;
            for (int axis = 0; axis < AxisCount; axis++)
            {
                _samplesG[axis] = new float[fifoSamples];
            }
        }

        /// <summary>
        /// Ok, SelfTestFailed or what kept the test from running. <paramref name="changeG"/> (3 or more) receives how far
        /// x, y, z moved, when the test ran.
        /// </summary>
        public PartStatusCode Run(float[] changeG)
        {
            if (changeG == null || changeG.Length < AxisCount)
            {
                throw new ArgumentException();
            }

            PartStatusCode status = _part.BeginSelfTest();
            if (status == PartStatusCode.Ok)
            {
                status = Average(_restG);
            }

            if (status == PartStatusCode.Ok)
            {
                status = _part.SwitchForce(true);
            }

            if (status == PartStatusCode.Ok)
            {
                status = Average(changeG);
            }

            // The force must go off again even when the test could not be finished.
            PartStatusCode off = _part.SwitchForce(false);
            PartStatusCode stopped = _part.EndSelfTest();
            status = FirstFault(status, off, stopped);
            return status == PartStatusCode.Ok ? Judge(changeG) : status;
        }

        private static PartStatusCode FirstFault(PartStatusCode first, PartStatusCode second, PartStatusCode third)
        {
            if (first != PartStatusCode.Ok)
            {
                return first;
            }

            return second != PartStatusCode.Ok ? second : third;
        }

        private PartStatusCode Judge(float[] changeG)
        {
            PartStatusCode status = PartStatusCode.Ok;
            for (int axis = 0; axis < AxisCount; axis++)
            {
                changeG[axis] -= _restG[axis];
                float moved = _limits.EitherWay ? Math.Abs(changeG[axis]) : changeG[axis];
                if (!(_limits.MinG[axis] <= moved && moved <= _limits.MaxG[axis]))
                {
                    status = PartStatusCode.SelfTestFailed;
                }
            }

            return status;
        }

        private PartStatusCode Average(float[] meanG)
        {
            _clock.Wait(_limits.SettleMs);
            PartStatusCode status = _part.ClearFifo();
            if (status != PartStatusCode.Ok)
            {
                return status;
            }

            _clock.Wait(_limits.GatherMs);
            int count = _part.TakeFifo(_samplesG, out status);

            // A slow scheduler may have let the FIFO run full; its newest samples serve as well.
            if (status != PartStatusCode.Ok && status != PartStatusCode.Overrun)
            {
                return status;
            }

            // A part that answers but does not measure.
            if (count < _limits.Samples)
            {
                return PartStatusCode.SelfTestFailed;
            }

            for (int axis = 0; axis < AxisCount; axis++)
            {
                float sum = 0;
                float[] samples = _samplesG[axis];
                for (int i = 0; i < count; i++)
                {
                    sum += samples[i];
                }

                meanG[axis] = sum / count;
            }

            return PartStatusCode.Ok;
        }
    }
}
