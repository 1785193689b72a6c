using Stethos.Protocol;

namespace Stethos.App.Edge
{
    /// <summary>What the gate remembers of one sensor.</summary>
    internal sealed class EdgeMemory
    {
        private readonly EdgeOptions _options;
        private readonly byte[] _sent = new byte[EdgeVerdict.MaxOutputs];
        private int _sentCount = -1;
        private int _sentQuality;
        private int _calm;
        private uint _faults;
        private bool _isFaulty;

        internal EdgeMemory(EdgeOptions options)
        {
            _options = options;
        }

        /// <summary>Windows left out since the last one that was sent.</summary>
        internal int Suppressed { get; set; }

        /// <summary>Enough of the last windows spoke of a fault; over when hardly any does.</summary>
        internal bool IsAlarmed { get; private set; }

        /// <summary>The window is the first of a fault; the next one begins only after the machine has been calm for long.</summary>
        internal bool IsBeginning { get; private set; }

        /// <summary>Takes how far from healthy a scored window is.</summary>
        internal void Note(int fault)
        {
            IsBeginning = fault >= _options.AlarmCode && !_isFaulty;
            _isFaulty = fault >= _options.AlarmCode || (_isFaulty && _calm < _options.CalmWindows);
            _calm = fault >= _options.CalmCode ? 0 : _calm < _options.CalmWindows ? _calm + 1 : _calm;
            uint window = _options.LookBackWindows == 32 ? uint.MaxValue : (1u << _options.LookBackWindows) - 1;
            _faults = ((_faults << 1) | (fault >= _options.AlarmCode ? 1u : 0u)) & window;
            int count = 0;
            for (uint left = _faults; left != 0; left &= left - 1)
            {
                count++;
            }

            IsAlarmed = IsAlarmed ? count > _options.ClearWindows : count >= _options.AlarmWindows;
        }

        /// <summary>Whether a scored window says what was sent already: calm, long since, and close to it.</summary>
        internal bool IsNoNews(EdgeVerdict verdict, int quality)
        {
            if (_calm < _options.CalmWindows || verdict.OutputCount != _sentCount || quality != _sentQuality
                || Suppressed + 1 >= _options.HeartbeatWindows)
            {
                return false;
            }

            for (int i = 0; i < _sentCount; i++)
            {
                int moved = verdict.Output(i) - _sent[i];
                if (moved >= _options.ChangeCodes || -moved >= _options.ChangeCodes)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>The window is sent.</summary>
        internal void Sent(EdgeVerdict verdict, int quality)
        {
            _sentCount = verdict.OutputCount;
            _sentQuality = quality;
            for (int i = 0; i < _sentCount; i++)
            {
                _sent[i] = verdict.Output(i);
            }

            Suppressed = 0;
        }
    }
}
