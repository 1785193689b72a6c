using System;
using System.Device.Gpio;

namespace Stethos.Hal.NanoFramework.Gpio
{
    /// <summary>
    /// Rising edges of a pin. The platform's events carry no time, so an edge has the time at which its handler runs: usually
    /// within a millisecond, up to the 20 ms quantum beside a busy thread. Timed by the tick count, whole milliseconds: the
    /// time of day jumps when the network sets it.
    /// </summary>
    public sealed class PulsePin : IPulseInput
    {
        private const int UsPerMs = 1000;
        private const int Room = 256;
        private readonly GpioController _pins = new GpioController();
        private readonly int _number;
        private readonly long[] _edgesUs = new long[Room];
        private readonly object _gate = new object();
        private GpioPin? _pin;
        private bool _runs;
        private int _first;
        private int _count;

        /// <summary><paramref name="pin"/> as the platform counts; it is pulled up.</summary>
        public PulsePin(int pin)
        {
            _number = pin;
        }

        /// <inheritdoc/>
        public long NowUs
        {
            get { return Environment.TickCount64 * UsPerMs; }
        }

        /// <inheritdoc/>
        public int LostEdges { get; private set; }

        /// <inheritdoc/>
        public BusStatusCode Start()
        {
            lock (_gate)
            {
                _first = 0;
                _count = 0;
                LostEdges = 0;
                _runs = true;
            }

            if (_pin != null)
            {
                return BusStatusCode.Ok;
            }

            try
            {
                _pin = _pins.OpenPin(_number, PinMode.InputPullUp);
                _pin.ValueChanged += Note;
                return BusStatusCode.Ok;
            }
            catch (Exception)
            {
                return BusStatusCode.BusFault;
            }
        }

        /// <inheritdoc/>
        public void Stop()
        {
            _runs = false;
        }

        /// <inheritdoc/>
        public int Take(long[] timesUs, int offset, int count)
        {
            lock (_gate)
            {
                int taken = count < _count ? count : _count;
                for (int i = 0; i < taken; i++)
                {
                    timesUs[offset + i] = _edgesUs[(_first + i) % Room];
                }

                _first = (_first + taken) % Room;
                _count -= taken;
                return taken;
            }
        }

        private void Note(object sender, PinValueChangedEventArgs e)
        {
            if (!_runs || e.ChangeType != PinEventTypes.Rising)
            {
                return;
            }

            long nowUs = NowUs;
            lock (_gate)
            {
                if (_count == Room)
                {
                    _first = (_first + 1) % Room;
                    _count--;
                    LostEdges++;
                }

                _edgesUs[(_first + _count) % Room] = nowUs;
                _count++;
            }
        }
    }
}
