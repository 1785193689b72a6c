using Stethos.Hal;

namespace Stethos.App.LocalOutput
{
    /// <summary>Plays the pattern of a code on the status lamp. A new code begins with the first bit of its pattern. One thread.</summary>
    public sealed class LedPlayer
    {
        private readonly IOutputPin _lamp;
        private LedCode _code;
        private long _sinceMs;
        private bool _isOn;

        public LedPlayer(IOutputPin lamp)
        {
            _lamp = lamp;
            lamp.Write(false);
        }

        /// <summary>What is being shown.</summary>
        public LedCode Code
        {
            get { return _code; }
        }

        /// <summary>Shows a code from now on; the pin is written only when it changes. Call at least every 100 ms.</summary>
        public void Step(LedCode code, long nowMs)
        {
            if (code != _code)
            {
                _code = code;
                _sinceMs = nowMs;
            }

            int place = (int)code;
            int steps = LedPatterns.Steps[place];
            int bit = (int)((nowMs - _sinceMs) / LedPatterns.StepMs % steps);
            bool isOn = ((LedPatterns.Masks[place] >> bit) & 1) != 0;
            if (isOn != _isOn)
            {
                _isOn = isOn;
                _lamp.Write(isOn);
            }
        }
    }
}
