using System;
using Stethos.Features.Vision;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Vision
{
    /// <summary>
    /// Camera → rows → features → outbox, a slice of each picture a turn, so that the vibration sensors on the same thread
    /// are looked after in between. After an event, or when asked, a crop of the very picture is kept. Allocates nothing after
    /// construction.
    /// </summary>
    public sealed class CameraCapture
    {
        private const int LongestExposureMs = 2500;

        private readonly ICamera _camera;
        private readonly VisionOptions _options;
        private readonly PictureTurn _turn;
        private readonly NodeClock _clock;
        private readonly VisionWays _ways;
        private readonly FrameOutlet _outlet;
        private readonly CropStore? _crops;
        private readonly PictureScan _scan;
        private readonly BackgroundModel _background = new BackgroundModel();
        private readonly ShiftEstimator? _shift;
        private readonly EventGate _gate;
        private readonly CameraFrame _frame;
        private readonly byte[] _pixels;
        private readonly int _sensor;
        private PictureStage _stage;
        private bool _isUsable;
        private bool _isPending;
        private uint _picture;

        /// <summary>
        /// <paramref name="sensor"/> is its number on the node; <paramref name="crops"/> null = no crops. The outbox must take
        /// frames of 450 bytes.
        /// </summary>
        public CameraCapture(
            NodeConfiguration configuration, VisionOptions options, ICamera camera, int sensor, NodeClock clock,
            VisionWays ways)
        {
            options.Check();
            _options = options;
            _camera = camera;
            _sensor = sensor;
            _clock = clock;
            _ways = ways;
            _outlet = ways.Outlet;
            _crops = options.WithCrops && camera.Width >= CropStore.Size && camera.Height >= CropStore.Size
                ? ways.Crops : null;
            int rows = _crops != null ? camera.Height : options.RowsPerTurn;
            _pixels = new byte[camera.Width * rows];
            _scan = new PictureScan(camera.Width, camera.Height, options.WithEdges);
            _shift = options.WithShift ? new ShiftEstimator(camera.Width, camera.Height) : null;
            _gate = new EventGate(options.EventGapMs);
            _frame = new CameraFrame(configuration, camera, sensor, options.WithEdges);
            _turn = new PictureTurn(camera, sensor, options, LongestExposureMs, clock, ways);
        }

        /// <summary>Part of the camera.</summary>
        public string Part
        {
            get { return _camera.Part; }
        }

        /// <summary>Asks for a crop of the next picture, because another sensor saw something.</summary>
        public void Suspect()
        {
            _isPending = true;
        }

        /// <summary>Sets the part up before anything else runs, because that waits; a fault shows when the first picture is due.</summary>
        public void Prepare()
        {
            _turn.Prepare();
        }

        /// <summary>One slice of work.</summary>
        public void Step()
        {
            switch (_stage)
            {
                case PictureStage.Idle:
                    if (_turn.Begin())
                    {
                        _scan.Begin();
                        _stage = PictureStage.Exposing;
                    }

                    break;
                case PictureStage.Exposing:
                    _stage = _turn.Expose(PictureStage.Comparing);
                    break;
                case PictureStage.Reading:
                    ReadRows();
                    break;
                case PictureStage.Comparing:
                    Compare();
                    break;
                case PictureStage.Shifting:
                    _stage = _shift!.Continue(_options.RowsPerTurn) ? PictureStage.Making : _stage;
                    break;
                case PictureStage.Making:
                    Make();
                    break;
                default:
                    _stage = _crops!.Fill(_pixels, _camera.Width, 2 * _options.RowsPerTurn) ? PictureStage.Idle : _stage;
                    break;
            }
        }

        private void ReadRows()
        {
            BusStatusCode status;
            int width = _camera.Width;
            int left = _camera.Height - _scan.Rows;
            int wanted = left < _options.RowsPerTurn ? left : _options.RowsPerTurn;
            int at = _crops != null ? _scan.Rows * width : 0;
            int rows = _camera.ReadRows(_pixels, at, wanted, out status);
            for (int i = 0; i < rows; i++)
            {
                _scan.AddRow(_pixels, at + i * width);
            }

            if (status != BusStatusCode.Ok || rows == 0)
            {
                _turn.Fail(status == BusStatusCode.Ok ? BusStatusCode.PartialTransfer : status);
                _stage = PictureStage.Comparing;
            }
            else if (_scan.Rows == _camera.Height)
            {
                _stage = PictureStage.Comparing;
            }
        }

        // What came is still told, with a flag; the part is set up again for the next picture.
        private void Compare()
        {
            _scan.End();
            if (_turn.Fault == BusStatusCode.Ok)
            {
                _ways.NoteWell(_sensor);
            }

            _isUsable = _turn.Fault == BusStatusCode.Ok && !_scan.IsBlank && !_scan.IsTooDark && !_scan.IsSaturated;
            _stage = PictureStage.Making;
            if (!_isUsable)
            {
                return;
            }

            bool wasLearning = _background.IsLearning;
            _background.Update(_scan.Means);
            if (_shift == null)
            {
                return;
            }

            if (wasLearning && !_background.IsLearning)
            {
                _shift.SetReference(_scan);
            }

            if (_shift.HasReference)
            {
                _shift.Begin(_scan);
                _stage = PictureStage.Shifting;
            }
        }

        private void Make()
        {
            ulong timeMs;
            bool clockIsSet = _clock.TryGetUtcMs(_turn.StartMs, out timeMs);
            _picture++;
            bool keeps = TakeCrop(timeMs);
            _frame.Fill(_scan, _isUsable ? _background : null, _isUsable ? _shift : null);
            int flags = (clockIsSet ? 0 : VisionFlags.ClockUnsure)
                | (_turn.Fault == BusStatusCode.Ok ? 0 : VisionFlags.BusFault)
                | (keeps ? VisionFlags.CropKept : 0);
            uint sequence = _outlet.Next(timeMs);
            int length = _frame.Write(_outlet.Boot, sequence, timeMs, _picture, flags);
            _outlet.Add(_frame.Bytes, length);
            _stage = keeps ? PictureStage.Cropping : PictureStage.Idle;
        }

        private bool TakeCrop(ulong timeMs)
        {
            int column;
            int row;
            if (_crops == null || _turn.Fault != BusStatusCode.Ok)
            {
                return false;
            }

            bool isWanted = _crops.IsWanted(_sensor, out column, out row);
            bool isEvent = _gate.Take(
                _isUsable && (_isPending || IsEvent()), isWanted || !_crops.IsBusy, _clock.UptimeMs);
            if (!isWanted && !isEvent)
            {
                return false;
            }

            _isPending = false;
            if (!isWanted || column < 0)
            {
                column = _background.CentreColumn * _camera.Width / (16 * PictureGrid.BlockColumns) - CropStore.Size / 2;
                row = _background.CentreRow * _camera.Height / (16 * PictureGrid.BlockRows) - CropStore.Size / 2;
            }

            _crops.Begin(
                _sensor, _picture, timeMs, Inside(column, _camera.Width), Inside(row, _camera.Height), isWanted);
            return true;
        }

        private bool IsEvent()
        {
            int limit = _options.ShiftPixels * ShiftEstimator.PerPixel;
            return _background.Changed >= _options.ChangedBlocks
                || (_shift != null && _shift.Confidence >= CameraFrame.SureConfidence
                    && (Math.Abs(_shift.ShiftX) >= limit || Math.Abs(_shift.ShiftY) >= limit));
        }

        private static int Inside(int edge, int length)
        {
            int last = length - CropStore.Size;
            return edge < 0 ? 0 : edge > last ? last : edge;
        }
    }
}
