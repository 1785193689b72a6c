using System;

namespace Stethos.Hal.Parts
{
    /// <summary>
    /// The left channel of a stereo converter whose driver can only block: reckons from the clock how many frames wait in
    /// the DMA buffers, reads no more than these, and counts what was overwritten because nobody read in time. The
    /// reckoning is behind the converter by up to the clock's resolution, so a read never waits longer than one buffer.
    /// Not thread safe.
    /// </summary>
    public sealed class LeftChannelStream : ISampleStream
    {
        private const int BytesPerSample = 4;
        private const int BytesPerFrame = 8;
        private const int ChunkFrames = 64;
        private readonly IBlockingStream _device;
        private readonly IClock _clock;
        private readonly int _bufferFrames;
        private readonly byte[] _chunk = new byte[ChunkFrames * BytesPerFrame];
        private bool _runs;
        private long _startMs;
        private long _consumed;
        private int _lost;

        /// <summary>
        /// <paramref name="bufferFrames"/> is what all DMA buffers together hold, in frames.
        /// </summary>
        public LeftChannelStream(IBlockingStream device, IClock clock, int sampleRateHz, int bufferFrames)
        {
            if (device == null || clock == null || sampleRateHz < 1 || bufferFrames < 1)
            {
                throw new ArgumentException();
            }

            _device = device;
            _clock = clock;
            SampleRateHz = sampleRateHz;
            _bufferFrames = bufferFrames;
        }

        /// <inheritdoc/>
        public int SampleRateHz { get; }

        /// <inheritdoc/>
        public int LostSamples
        {
            get { return _lost; }
        }

        /// <inheritdoc/>
        public BusStatusCode Start()
        {
            Stop();
            BusStatusCode status = _device.Open();
            _runs = status == BusStatusCode.Ok;
            _startMs = _clock.UptimeMs;
            _consumed = 0;
            _lost = 0;
            return status;
        }

        /// <inheritdoc/>
        public void Stop()
        {
            if (_runs)
            {
                _runs = false;
                _device.Close();
            }
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int count)
        {
            if (buffer == null || offset < 0 || count < 0 || count > buffer.Length - offset || count % BytesPerSample != 0)
            {
                throw new ArgumentException();
            }

            int wanted = count / BytesPerSample;
            int done = 0;
            int ready = Ready();
            while (done < wanted && done < ready)
            {
                int frames = wanted - done < ready - done ? wanted - done : ready - done;
                frames = frames < ChunkFrames ? frames : ChunkFrames;
                if (_device.Read(_chunk, 0, frames * BytesPerFrame) != BusStatusCode.Ok)
                {
                    break;
                }

                TakeLeft(buffer, offset + (done * BytesPerSample), frames);
                done += frames;
                _consumed += frames;
            }

            return done * BytesPerSample;
        }

        private int Ready()
        {
            if (!_runs)
            {
                return 0;
            }

            long waiting = ((_clock.UptimeMs - _startMs) * SampleRateHz / 1000) - _consumed;
            if (waiting > _bufferFrames)
            {
                long over = waiting - _bufferFrames;
                _lost += (int)over;
                _consumed += over;
                waiting = _bufferFrames;
            }

            return waiting < 0 ? 0 : (int)waiting;
        }

        private void TakeLeft(byte[] buffer, int offset, int frames)
        {
            byte[] chunk = _chunk;
            int to = offset;
            int end = frames * BytesPerFrame;
            for (int from = 0; from < end; from += BytesPerFrame)
            {
                buffer[to] = chunk[from];
                buffer[to + 1] = chunk[from + 1];
                buffer[to + 2] = chunk[from + 2];
                buffer[to + 3] = chunk[from + 3];
                to += BytesPerSample;
            }
        }
    }
}
