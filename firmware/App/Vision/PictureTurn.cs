using Stethos.Hal;

namespace Stethos.App.Vision
{
    /// <summary>When a part takes its pictures, and how one is begun, awaited and given up. One thread.</summary>
    internal sealed class PictureTurn
    {
        private readonly IPicturePart _part;
        private readonly int _sensor;
        private readonly VisionOptions _options;
        private readonly int _longestMs;
        private readonly NodeClock _clock;
        private readonly VisionWays _ways;
        private bool _isStarted;
        private long _nextMs;

        /// <summary><paramref name="longestMs"/>: a picture that takes longer will not come.</summary>
        internal PictureTurn(IPicturePart part, int sensor, VisionOptions options, int longestMs, NodeClock clock, VisionWays ways)
        {
            _part = part;
            _sensor = sensor;
            _options = options;
            _longestMs = longestMs;
            _clock = clock;
            _ways = ways;
            _nextMs = clock.UptimeMs;
        }

        /// <summary>Uptime at which the picture was begun.</summary>
        internal long StartMs { get; private set; }

        /// <summary>What the picture at hand ended with.</summary>
        internal BusStatusCode Fault { get; private set; }

        /// <summary>Sets the part up, which waits.</summary>
        internal void Prepare()
        {
            _isStarted = _part.Start() == BusStatusCode.Ok;
        }

        /// <summary>Begins a picture when it is time; false when it is not, or the part does not start.</summary>
        internal bool Begin()
        {
            long now = _clock.UptimeMs;
            if (now < _nextMs)
            {
                return false;
            }

            // One that took longer than the period leaves no debt.
            _nextMs = _nextMs + _options.PeriodMs > now ? _nextMs + _options.PeriodMs : now + 1;
            StartMs = now;
            BusStatusCode status = _isStarted ? BusStatusCode.Ok : _part.Start();
            _isStarted = status == BusStatusCode.Ok;
            status = _isStarted ? _part.StartCapture() : status;
            if (status != BusStatusCode.Ok)
            {
                _isStarted = false;
                _ways.NoteFault(_sensor, _part.IsWrongPart);
                _nextMs = now + _options.PeriodMs;
                return false;
            }

            Fault = BusStatusCode.Ok;
            return true;
        }

        /// <summary>Looks whether the picture is there; the stage it is in then, <paramref name="failed"/> when it will not come.</summary>
        internal PictureStage Expose(PictureStage failed)
        {
            BusStatusCode status;
            if (_part.IsDone(out status))
            {
                return PictureStage.Reading;
            }

            if (status == BusStatusCode.Ok && _clock.UptimeMs - StartMs <= _longestMs)
            {
                return PictureStage.Exposing;
            }

            Fail(status == BusStatusCode.Ok ? BusStatusCode.Timeout : status);
            return failed;
        }

        /// <summary>The picture is given up; the part is started anew for the next.</summary>
        internal void Fail(BusStatusCode fault)
        {
            Fault = fault;
            _isStarted = false;
            _ways.NoteFault(_sensor, _part.IsWrongPart);
        }
    }
}
