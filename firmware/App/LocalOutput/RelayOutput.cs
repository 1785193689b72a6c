using Stethos.Hal;

namespace Stethos.App.LocalOutput
{
    /// <summary>
    /// The relay, energised while the node is healthy. It drops at once, on loss of power, in reset and when the program
    /// ends; it comes back only after the node has been healthy for 10 s, so that it does not chatter. One thread.
    /// </summary>
    public sealed class RelayOutput
    {
        /// <summary>Healthy for this long before the relay is energised, ms.</summary>
        public const int ReturnMs = 10000;

        private readonly IOutputPin _pin;
        private long _healthySinceMs = -1;

        public RelayOutput(IOutputPin pin)
        {
            _pin = pin;
            pin.Write(false);
        }

        public bool IsOn { get; private set; }

        /// <summary>Tells how the node is now.</summary>
        public void Step(bool isHealthy, long nowMs)
        {
            if (!isHealthy)
            {
                _healthySinceMs = -1;
            }
            else if (_healthySinceMs < 0)
            {
                _healthySinceMs = nowMs;
            }

            bool isOn = _healthySinceMs >= 0 && nowMs - _healthySinceMs >= ReturnMs;
            if (isOn != IsOn)
            {
                IsOn = isOn;
                _pin.Write(isOn);
            }
        }
    }
}
