using System;
using Stethos.Features.Vision;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Vision
{
    /// <summary>
    /// Thermal array → temperatures → summary and hot spots → outbox, a slice of each picture a turn. Allocates nothing after
    /// construction.
    /// </summary>
    public sealed class ThermalCapture
    {
        // At its slowest, half a picture a second, a whole one takes four.
        private const int LongestExposureMs = 5000;

        private readonly IThermalArray _array;
        private readonly VisionOptions _options;
        private readonly PictureTurn _turn;
        private readonly NodeClock _clock;
        private readonly VisionWays _ways;
        private readonly FrameOutlet _outlet;
        private readonly ThermalSummary _summary;
        private readonly HotSpotFinder _finder;
        private readonly short[] _temperatures;
        private readonly VisionFeatures _features = new VisionFeatures();
        private readonly CborWriter _writer = new CborWriter();
        private readonly byte[] _buffer = new byte[VisionFeatures.MaxLength];
        private PictureStage _stage;
        private uint _picture;
        private int _rows;
        private int _median;
        private readonly int _sensor;

        /// <summary><paramref name="sensor"/> is its number on the node. The outbox must take frames of 450 bytes.</summary>
        public ThermalCapture(
            NodeConfiguration configuration, VisionOptions options, IThermalArray array, int sensor, NodeClock clock,
            VisionWays ways)
        {
            options.Check();
            _array = array;
            _options = options;
            _clock = clock;
            _ways = ways;
            _sensor = sensor;
            _outlet = ways.Outlet;
            _summary = new ThermalSummary(array.Columns, array.Rows);
            _finder = new HotSpotFinder(array.Columns, array.Rows);
            _temperatures = new short[array.Columns * array.Rows];
            _features.Key.SetDevice(configuration.Device, 0);
            _features.Sensor = sensor;
            _features.Width = array.Columns;
            _features.Height = array.Rows;
            _turn = new PictureTurn(array, sensor, options, LongestExposureMs, clock, ways);
        }

        /// <summary>Part of the array.</summary>
        public string Part
        {
            get { return _array.Part; }
        }

        /// <summary>Hot spots of the picture before.</summary>
        public int HotSpots { get; private set; }

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
                        _rows = 0;
                        _stage = PictureStage.Exposing;
                    }

                    break;
                case PictureStage.Exposing:
                    _stage = _turn.Expose(PictureStage.Making);
                    break;
                case PictureStage.Reading:
                    ReadRows();
                    break;
                case PictureStage.Comparing:
                    _summary.Compute(_temperatures);
                    _stage = PictureStage.Shifting;
                    break;
                case PictureStage.Shifting:
                    // The median has its own turn: it takes as long as all the rest.
                    _median = _finder.Median(_temperatures);
                    _stage = PictureStage.Making;
                    break;
                default:
                    Make();
                    break;
            }
        }

        private void ReadRows()
        {
            BusStatusCode status;
            int left = _array.Rows - _rows;
            int wanted = left < _options.RowsPerTurn ? left : _options.RowsPerTurn;
            int rows = _array.ReadRows(_temperatures, _rows * _array.Columns, wanted, out status);
            _rows += rows;
            if (status != BusStatusCode.Ok || rows == 0)
            {
                _turn.Fail(status == BusStatusCode.Ok ? BusStatusCode.PartialTransfer : status);
                _stage = PictureStage.Making;
            }
            else if (_rows == _array.Rows)
            {
                _stage = PictureStage.Comparing;
            }
        }

        private void Make()
        {
            ulong timeMs;
            bool clockIsSet = _clock.TryGetUtcMs(_turn.StartMs, out timeMs);
            bool isWhole = _turn.Fault == BusStatusCode.Ok;
            if (isWhole)
            {
                _ways.NoteWell(_sensor);
            }

            HotSpots = isWhole ? _finder.Find(_temperatures, _median + _options.HotRiseCentiCelsius) : 0;
            _features.HasTemperatures = isWhole;
            _features.HotSpotCount = HotSpots;
            if (isWhole)
            {
                _features.MinCentiCelsius = _summary.MinCentiCelsius;
                _features.MaxCentiCelsius = _summary.MaxCentiCelsius;
                _features.MeanCentiCelsius = _summary.MeanCentiCelsius;
                Array.Copy(_summary.Blocks, 0, _features.BlockMeans, 0, PictureGrid.Blocks);
                Array.Copy(_finder.Spots, 0, _features.HotSpots, 0, _finder.Spots.Length);
            }
            else
            {
                Array.Clear(_features.BlockMeans, 0, PictureGrid.Blocks);
            }

            _picture++;
            _features.PictureId = _picture;
            _features.Quality = (clockIsSet ? 0 : VisionFlags.ClockUnsure)
                | (isWhole ? 0 : VisionFlags.BusFault | VisionFlags.RowsLost);
            _features.Key.Boot = _outlet.Boot;
            _features.Key.Sequence = _outlet.Next(timeMs);
            _features.Key.TimeMs = timeMs;
            _outlet.Add(_buffer, _features.Write(_buffer, 0, _buffer.Length, _writer));
            _stage = PictureStage.Idle;
        }
    }
}
