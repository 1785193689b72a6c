using System;
using System.Buffers.Binary;
using Stethos.Hal;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// An ADXL1002 on a 24-bit I2S converter with a ring of DMA buffers. A buffer can be read once it is full; of N
    /// buffers one is always being filled, so N - 1 full ones wait and the oldest is overwritten by the next.
    /// Samples are made when they are read: time that nobody reads costs nothing. One thread reads; the back door and
    /// <see cref="LostSamples"/> may be used by others.
    /// </summary>
    public sealed class VirtualI2sConverter : ISampleStream, IVirtualPart
    {
        private const double HalfScaleCounts = 8388608;

        private readonly object _gate = new object();
        private readonly IClock _clock;
        private readonly ISignalSource _source;
        private readonly VirtualI2sOptions _options;
        private readonly ulong _noiseSeed;
        private readonly float _noiseSigmaG;
        private readonly float[] _signalG;
        private readonly float[] _noiseG;
        private double _heldG = double.NaN;
        private bool _running;
        private long _startMs;
        private long _readSamples;
        private long _lostSamples;

        /// <summary>Time comes from <paramref name="clock"/>: its uptime is also the time of the signal source.</summary>
        public VirtualI2sConverter(IClock clock, ISignalSource source, VirtualI2sOptions options)
        {
            ArgumentNullException.ThrowIfNull(clock);
            ArgumentNullException.ThrowIfNull(source);
            ArgumentNullException.ThrowIfNull(options);
            ArgumentOutOfRangeException.ThrowIfLessThan(options.BufferCount, 2);
            ArgumentOutOfRangeException.ThrowIfLessThan(options.BufferSamples, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(options.SampleRateHz, 1);
            _clock = clock;
            _source = source;
            _options = options;
            _noiseSeed = GaussianNoise.Mix(options.Seed, 1002);
            _noiseSigmaG = (float)(options.NoiseDensityMicroG * 1e-6 * Math.Sqrt(options.SampleRateHz / 2.0));
            _signalG = new float[options.BufferSamples];
            _noiseG = new float[options.BufferSamples];
        }

        /// <inheritdoc/>
        public int SampleRateHz => _options.SampleRateHz;

        /// <inheritdoc/>
        public int ChannelCount => 1;

        /// <inheritdoc/>
        public int LostSamples
        {
            get
            {
                lock (_gate)
                {
                    DropOverwritten(FullBufferSamples());
                    return (int)Math.Min(int.MaxValue, _lostSamples);
                }
            }
        }

        /// <inheritdoc/>
        public BusStatusCode Start()
        {
            lock (_gate)
            {
                if (_options.StartResult != BusStatusCode.Ok)
                {
                    return _options.StartResult;
                }

                _running = true;
                _startMs = _clock.UptimeMs;
                _readSamples = 0;
                _lostSamples = 0;
                return BusStatusCode.Ok;
            }
        }

        /// <inheritdoc/>
        public void Stop()
        {
            lock (_gate)
            {
                DropOverwritten(FullBufferSamples());
                _running = false;
            }
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int count)
        {
            ArgumentNullException.ThrowIfNull(buffer);
            if ((count & 3) != 0)
            {
                throw new ArgumentException("Not a multiple of 4.", nameof(count));
            }

            lock (_gate)
            {
                long full = FullBufferSamples();
                DropOverwritten(full);
                int samples = (int)Math.Min(count / 4, full - _readSamples);
                for (int done = 0; done < samples;)
                {
                    int run = Math.Min(samples - done, _options.BufferSamples);
                    Convert(_readSamples, run, buffer, offset + (done * 4));
                    _readSamples += run;
                    done += run;
                }

                return Math.Max(0, samples) * 4;
            }
        }

        /// <inheritdoc/>
        public void SetChannel(int channel, double valueG)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(channel, 0);
            lock (_gate)
            {
                _heldG = valueG;
            }
        }

        /// <inheritdoc/>
        public void GetRange(int channel, out double lowerG, out double upperG, out double epsilonG)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(channel, 0);
            lowerG = -_options.FullScaleG;
            upperG = _options.FullScaleG;

            // One count at the upper end, which has no code of its own, and one for the reader's float arithmetic.
            epsilonG = (6 * _noiseSigmaG) + (2 * _options.FullScaleG / HalfScaleCounts);
        }

        /// <summary>Samples in full buffers since the start, read or not.</summary>
        private long FullBufferSamples()
        {
            if (!_running)
            {
                return _readSamples;
            }

            long samples = (_clock.UptimeMs - _startMs) * _options.SampleRateHz / 1000;
            return samples - (samples % _options.BufferSamples);
        }

        private void DropOverwritten(long fullSamples)
        {
            long oldest = fullSamples - ((long)(_options.BufferCount - 1) * _options.BufferSamples);
            if (oldest > _readSamples)
            {
                _lostSamples += oldest - _readSamples;
                _readSamples = oldest;
            }
        }

        private void Convert(long first, int count, byte[] buffer, int offset)
        {
            if (double.IsNaN(_heldG))
            {
                double start = (_startMs / 1000.0) + (first / (double)_options.SampleRateHz);
                _source.Fill(_options.SourceChannel, start, _options.SampleRateHz, _signalG, 0, count);
            }
            else
            {
                Array.Fill(_signalG, (float)_heldG, 0, count);
            }

            GaussianNoise.Fill(_noiseSeed, first, _noiseSigmaG, _noiseG, 0, count);
            double countsPerG = HalfScaleCounts / _options.FullScaleG;
            for (int i = 0; i < count; i++)
            {
                double counts = Math.Round((_signalG[i] + _noiseG[i]) * countsPerG);
                int word = (int)Math.Clamp(counts, -HalfScaleCounts, HalfScaleCounts - 1) << 8;
                BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(offset + (i * 4)), word);
            }
        }
    }
}
