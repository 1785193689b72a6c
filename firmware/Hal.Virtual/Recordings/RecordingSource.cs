using System;
using System.Buffers;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Recordings
{
    /// <summary>
    /// Replays a recording for ever at whatever rate is asked: exact samples at its own rate, band-limited resampling
    /// otherwise. Stateless, so that any number of boards may share it.
    /// </summary>
    public sealed class RecordingSource : ISignalSource
    {
        private readonly double _offsetSeconds;

        /// <summary>Time 0 of the source is <paramref name="offsetSeconds"/> (0 or more) into the recording.</summary>
        public RecordingSource(Recording recording, double offsetSeconds = 0)
        {
            ArgumentNullException.ThrowIfNull(recording);
            ArgumentOutOfRangeException.ThrowIfNegative(offsetSeconds);
            Recording = recording;
            _offsetSeconds = offsetSeconds;
        }

        /// <summary>What is replayed.</summary>
        public Recording Recording { get; }

        /// <summary>Shaft turns per second of the recording.</summary>
        public double ShaftHz => Recording.ShaftHz;

        /// <summary>Bearing orders of the recording.</summary>
        public BearingOrders Orders => Recording.Orders;

        /// <inheritdoc/>
        public void Fill(int channel, double startSeconds, double sampleRateHz, float[] destination, int offset, int count)
        {
            ArgumentNullException.ThrowIfNull(destination);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
            if (channel < 0 || channel >= Recording.ChannelCount)
            {
                Array.Clear(destination, offset, count);
                return;
            }

            float[] loop = Recording.LoopOf(channel);
            double start = startSeconds + _offsetSeconds;
            if (sampleRateHz == Recording.SampleRateHz)
            {
                Copy(loop, SampleGrid.Nearest(start, sampleRateHz), destination, offset, count);
                return;
            }

            Resample(loop, SampleGrid.Steps(start, sampleRateHz), sampleRateHz, destination, offset, count);
        }

        private static void Copy(float[] loop, long first, float[] destination, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                destination[offset + i] = loop[Wrap(first + i, loop.Length)];
            }
        }

        private void Resample(float[] loop, long firstStep, double sampleRateHz, float[] destination, int offset, int count)
        {
            SincKernel kernel = Recording.KernelFor(sampleRateHz);
            int taps = kernel.TapCount;
            double inputPerStep = Recording.SampleRateHz / (sampleRateHz * SampleGrid.StepsPerSample);
            float[] joined = ArrayPool<float>.Shared.Rent(taps);
            for (int i = 0; i < count; i++)
            {
                // From the step number each time, never by adding up: portions must not change the samples.
                double position = (firstStep + ((long)i * SampleGrid.StepsPerSample)) * inputPerStep;
                double whole = Math.Floor(position);
                int start = Wrap((long)whole - kernel.TapsBefore + 1, loop.Length);
                ReadOnlySpan<float> window;
                if (start + taps <= loop.Length)
                {
                    window = loop.AsSpan(start, taps);
                }
                else
                {
                    Copy(loop, start, joined, 0, taps);
                    window = joined.AsSpan(0, taps);
                }

                destination[offset + i] = kernel.Interpolate(window, position - whole);
            }

            ArrayPool<float>.Shared.Return(joined);
        }

        private static int Wrap(long index, int length)
        {
            long rest = index % length;
            return (int)(rest < 0 ? rest + length : rest);
        }
    }
}
