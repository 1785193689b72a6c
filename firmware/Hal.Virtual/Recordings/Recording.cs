using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Hal.Virtual.Recordings
{
    /// <summary>
    /// A vibration recording: raw little-endian float32 in g (X.f32), described by X.json: fs_hz, shape, unit, label,
    /// rpm_est or rpm_file, bearing.orders, and axes when there is more than one dimension (snapshot, channel, sample).
    /// Snapshots are stretches with pauses between them; a loop joins them with cross-fades. Immutable; share it.
    /// </summary>
    public sealed class Recording
    {
        private readonly float[][][] _segments;
        private readonly object _gate = new object();
        private readonly List<SincKernel> _kernels = new List<SincKernel>();
        private readonly float[]?[] _loops;

        private Recording(string label, double sampleRateHz, double shaftHz, BearingOrders orders, float[][][] segments)
        {
            Label = label;
            SampleRateHz = sampleRateHz;
            ShaftHz = shaftHz;
            Orders = orders;
            _segments = segments;
            _loops = new float[]?[ChannelCount];
        }

        /// <summary>What the recording shows, such as "normal" or "outer".</summary>
        public string Label { get; }

        /// <summary>Samples per second of the recording.</summary>
        public double SampleRateHz { get; }

        /// <summary>Shaft turns per second: the estimated ones, or those of the file.</summary>
        public double ShaftHz { get; }

        /// <summary>Fault frequencies of the bearing in multiples of <see cref="ShaftHz"/>.</summary>
        public BearingOrders Orders { get; }

        /// <summary>Channels, 1 or more.</summary>
        public int ChannelCount => _segments[0].Length;

        /// <summary>Snapshots, 1 or more.</summary>
        public int SegmentCount => _segments.Length;

        /// <summary>Samples per channel and snapshot.</summary>
        public int SegmentSamples => _segments[0][0].Length;

        /// <summary>Loads X.f32 and X.json.</summary>
        /// <exception cref="RecordingException">The recording cannot be used; the message names file, field and cause.</exception>
        public static Recording Load(string path)
        {
            ArgumentNullException.ThrowIfNull(path);
            if (!File.Exists(path))
            {
                throw new RecordingException(path, "file", "missing");
            }

            long size = new FileInfo(path).Length;
            if (size == 0 || size % 4 != 0 || size > int.MaxValue)
            {
                throw new RecordingException(path, "size", $"{size} bytes are not a whole number of float32 samples, 1 to 2 GiB");
            }

            RecordingSidecar sidecar = RecordingSidecar.Load(Path.ChangeExtension(path, ".json"));
            if (sidecar.TotalSamples != size / 4)
            {
                throw new RecordingException(
                    path, "shape", $"the sidecar says {sidecar.TotalSamples} samples, the file holds {size / 4}");
            }

            float[][][] segments = ReadSegments(path, sidecar);
            return new Recording(sidecar.Label, sidecar.SampleRateHz, sidecar.ShaftHz, sidecar.Orders, segments);
        }

        /// <summary>Some of the snapshots: the healthy beginning of a run to failure, or its end.</summary>
        public Recording Snapshots(int first, int count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(first);
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, SegmentCount);
            return new Recording(Label, SampleRateHz, ShaftHz, Orders, _segments[first..(first + count)]);
        }

        /// <summary>The channel as one endless loop, made once.</summary>
        internal float[] LoopOf(int channel)
        {
            lock (_gate)
            {
                return _loops[channel] ??= SeamlessLoop.Join(_segments, channel);
            }
        }

        /// <summary>The filter that brings this recording to another rate, made once per rate.</summary>
        internal SincKernel KernelFor(double outputRateHz)
        {
            double outputPerInput = outputRateHz / SampleRateHz;
            lock (_gate)
            {
                foreach (SincKernel known in _kernels)
                {
                    if (known.OutputPerInput == outputPerInput)
                    {
                        return known;
                    }
                }

                var created = new SincKernel(outputPerInput);
                _kernels.Add(created);
                return created;
            }
        }

        private static float[][][] ReadSegments(string path, RecordingSidecar sidecar)
        {
            byte[] bytes = File.ReadAllBytes(path);
            var segments = new float[sidecar.SegmentCount][][];
            int sample = 0;
            for (int s = 0; s < segments.Length; s++)
            {
                segments[s] = new float[sidecar.ChannelCount][];
                for (int c = 0; c < segments[s].Length; c++)
                {
                    var samples = new float[sidecar.SegmentSamples];
                    for (int i = 0; i < samples.Length; i++)
                    {
                        float value = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(sample * 4));
                        if (!float.IsFinite(value))
                        {
                            throw new RecordingException(path, "sample " + sample, "not a finite number");
                        }

                        samples[i] = value;
                        sample++;
                    }

                    segments[s][c] = samples;
                }
            }

            return segments;
        }
    }
}
