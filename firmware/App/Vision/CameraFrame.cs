using System;
using Stethos.Features.Vision;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Vision
{
    /// <summary>Encodes the features of one camera's pictures. Allocates nothing after construction.</summary>
    internal sealed class CameraFrame
    {
        /// <summary>From here on a shift is believed; measured in tests/Features.Tests.</summary>
        internal const int SureConfidence = 64;

        private readonly VisionFeatures _features = new VisionFeatures();
        private readonly CborWriter _writer = new CborWriter();
        private readonly bool _withEdges;
        private int _flags;

        internal CameraFrame(NodeConfiguration configuration, ICamera camera, int sensor, bool withEdges)
        {
            _withEdges = withEdges;
            _features.Key.SetDevice(configuration.Device, 0);
            _features.Sensor = sensor;
            _features.Width = camera.Width;
            _features.Height = camera.Height;
            _features.HasHistogram = true;
            Bytes = new byte[VisionFeatures.MaxLength];
        }

        /// <summary>The encoded message.</summary>
        internal byte[] Bytes { get; }

        /// <summary>Takes the figures; null = not told of this picture.</summary>
        internal void Fill(PictureScan scan, BackgroundModel? background, ShiftEstimator? shift)
        {
            int height = _features.Height;
            _flags = (scan.IsSaturated ? VisionFlags.Saturated : 0) | (scan.IsTooDark ? VisionFlags.TooDark : 0)
                | (scan.IsBlank ? VisionFlags.Blank : 0) | (scan.Rows < height ? VisionFlags.RowsLost : 0)
                | (background != null && background.IsLearning ? VisionFlags.Learning : 0)
                | (shift == null || !shift.HasReference ? VisionFlags.NoReference : 0);
            _features.Light = scan.Light;
            for (int block = 0; block < PictureGrid.Blocks; block++)
            {
                int mean = (scan.Means[block] + 8) >> 4;
                _features.BlockMeans[block] = mean > 255 ? (byte)255 : (byte)mean;
            }

            Array.Copy(scan.Histogram, 0, _features.Histogram, 0, PictureScan.Bins);
            _features.HasEdges = _withEdges;
            Array.Copy(scan.Edges, 0, _features.Edges, 0, PictureGrid.Cells);
            _features.HasChange = background != null;
            if (background != null)
            {
                Array.Copy(background.Change, 0, _features.Change, 0, BackgroundModel.ChangeLength);
            }

            _features.HasShift = shift != null && shift.HasReference;
            if (shift != null)
            {
                _features.ShiftX = shift.ShiftX;
                _features.ShiftY = shift.ShiftY;
                _features.ShiftConfidence = shift.Confidence;
            }
        }

        /// <summary>Encodes into <see cref="Bytes"/>; returns the length.</summary>
        internal int Write(uint boot, uint sequence, ulong timeMs, uint picture, int flags)
        {
            _features.Key.Boot = boot;
            _features.Key.Sequence = sequence;
            _features.Key.TimeMs = timeMs;
            _features.PictureId = picture;
            _features.Quality = _flags | flags;
            return _features.Write(Bytes, 0, Bytes.Length, _writer);
        }
    }
}
