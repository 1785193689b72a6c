using System;
using Stethos.Hal;

namespace Stethos.Drivers.Adxl1002
{
    /// <summary>
    /// Analogue accelerometer of the ADXL1002 class on a 24-bit I2S converter: takes what the DMA buffers hold and gives
    /// it in g. Not for filtering or windowing. Never blocks, allocates nothing after construction; one thread.
    /// </summary>
#if NANOFRAMEWORK_1_0
    [System.Device.Model.Interface("ADXL1002 accelerometer")]
#endif
    public sealed class Adxl1002Driver
    {
        /// <summary>Sensitivity at a 5 V supply (data sheet, table 1).</summary>
        public const int SensitivityMicrovoltPerG = 40000;

        /// <summary>Measuring range (data sheet, table 1).</summary>
        public const int RangeG = 50;

        /// <summary>Sampling rate of the converter on our boards.</summary>
        public const int DefaultSampleRateHz = 12800;

        private const int MaxCode = 8388607;
        private const int MinCode = -8388608;
        private const int BytesPerSample = 4;
        private const int ChunkSamples = 256;

        private readonly ISampleStream _stream;
        private readonly float _gPerCode;
        private readonly byte[] _chunk = new byte[ChunkSamples * BytesPerSample];
        private int _clippedSamples;

        /// <summary>
        /// <paramref name="fullScaleG"/> is the acceleration at the converter's positive full scale (code 2^23), which
        /// the analogue front end sets: see the README.
        /// </summary>
        public Adxl1002Driver(ISampleStream stream, float fullScaleG)
        {
            if (stream == null || !(0 < fullScaleG))
            {
                throw new ArgumentException();
            }

            _stream = stream;
            _gPerCode = fullScaleG / -(float)MinCode;
        }

        /// <summary>Samples per second.</summary>
        public int SampleRateHz
        {
            get { return _stream.SampleRateHz; }
        }

        /// <summary>Samples at the converter's positive or negative full scale since construction; only grows.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("clipped", "1")]
#endif
        public int ClippedSamples
        {
            get { return _clippedSamples; }
        }

        /// <summary>Samples lost since <see cref="Start"/> because they were not read in time; only grows.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("lost", "1")]
#endif
        public int LostSamples
        {
            get { return _stream.LostSamples; }
        }

        /// <summary>Starts the converter with empty buffers. Anything but Ok: nothing runs, try again.</summary>
        public BusStatusCode Start()
        {
            return _stream.Start();
        }

        /// <summary>Stops the converter.</summary>
        public void Stop()
        {
            _stream.Stop();
        }

        /// <summary>
        /// Writes up to <paramref name="count"/> samples in g and returns how many; 0 when none is ready.
        /// Between two calls <see cref="LostSamples"/> tells whether the samples join without a gap.
        /// </summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Telemetry("acceleration", "[g]")]
#endif
        public int Read(float[] destinationG, int offset, int count)
        {
            if (destinationG == null || offset < 0 || count < 0 || count > destinationG.Length - offset)
            {
                throw new ArgumentException();
            }

            int done = 0;
            while (done < count)
            {
                int wanted = count - done < ChunkSamples ? count - done : ChunkSamples;
                int samples = _stream.Read(_chunk, 0, wanted * BytesPerSample) / BytesPerSample;
                if (samples <= 0)
                {
                    break;
                }

                Convert(destinationG, offset + done, samples);
                done += samples;
            }

            return done;
        }

        private void Convert(float[] destinationG, int offset, int samples)
        {
            byte[] chunk = _chunk;
            float gPerCode = _gPerCode;
            int clipped = 0;
            int at = 1;
            for (int i = 0; i < samples; i++)
            {
                // Byte 0 is the padding below the 24 bits; the sign comes from the top byte.
                int code = chunk[at] | (chunk[at + 1] << 8) | ((sbyte)chunk[at + 2] << 16);
                if (code >= MaxCode || code <= MinCode)
                {
                    clipped++;
                }

                destinationG[offset + i] = code * gPerCode;
                at += BytesPerSample;
            }

            _clippedSamples += clipped;
        }
    }
}
