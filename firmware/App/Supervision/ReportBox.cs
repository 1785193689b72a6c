using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>
    /// What other loops want the capture loop to send as frames: health, last words, results of configurations. The
    /// capture loop alone gives sequences, so that a frame's place is the order in which it was made. Thread safe;
    /// allocates nothing after construction.
    /// </summary>
    public sealed class ReportBox
    {
        private const int MaxResults = 4;
        private readonly object _sync = new object();
        private readonly HealthMessage _health = new HealthMessage();
        private readonly LastWordsMessage _words = new LastWordsMessage();
        private readonly ConfigurationResultMessage _result = new ConfigurationResultMessage();
        private readonly uint[] _numbers = new uint[MaxResults];
        private readonly ConfigurationResultCode[] _results = new ConfigurationResultCode[MaxResults];
        private readonly int[] _settings = new int[MaxResults];
        private readonly CborWriter _writer = new CborWriter();
        private bool _hasHealth;
        private bool _hasWords;
        private int _resultCount;

        /// <summary>Nothing waits.</summary>
        public bool IsEmpty
        {
            get
            {
                lock (_sync)
                {
                    return !_hasHealth && !_hasWords && _resultCount == 0;
                }
            }
        }

        /// <summary>Sets the device id of everything that is sent.</summary>
        public void SetDevice(byte[] device)
        {
            lock (_sync)
            {
                _health.Key.SetDevice(device, 0);
                _words.Key.SetDevice(device, 0);
                _result.Key.SetDevice(device, 0);
            }
        }

        /// <summary>Posts a health frame, filled under the box's lock. A waiting one is replaced.</summary>
        public void PostHealth(IHealthSource source)
        {
            lock (_sync)
            {
                source.Fill(_health);
                _hasHealth = true;
            }
        }

        /// <summary>Posts the last words of the boot before.</summary>
        public void PostWords(LastWordsMessage words)
        {
            lock (_sync)
            {
                _words.EndedBoot = words.EndedBoot;
                _words.Cause = words.Cause;
                _words.Error = words.Error;
                _words.Loop = words.Loop;
                _words.UptimeSeconds = words.UptimeSeconds;
                _words.LowWaterBytes = words.LowWaterBytes;
                _words.Crashes = words.Crashes;
                _hasWords = true;
            }
        }

        /// <summary>Posts a result; beyond four waiting ones the newest is replaced.</summary>
        public void PostResult(uint number, ConfigurationResultCode result, int setting)
        {
            lock (_sync)
            {
                int place = _resultCount < MaxResults ? _resultCount : MaxResults - 1;
                _numbers[place] = number;
                _results[place] = result;
                _settings[place] = setting;
                _resultCount = place + 1;
            }
        }

        /// <summary>Encodes one waiting report under this key and forgets it; returns its length, 0 = nothing waits.</summary>
        public int Take(uint boot, uint sequence, ulong timeMs, byte[] buffer)
        {
            lock (_sync)
            {
                if (_hasWords)
                {
                    _hasWords = false;
                    SetKey(_words.Key, boot, sequence, timeMs);
                    return _words.Write(buffer, 0, buffer.Length, _writer);
                }

                if (_resultCount > 0)
                {
                    return TakeResult(boot, sequence, timeMs, buffer);
                }

                if (!_hasHealth)
                {
                    return 0;
                }

                _hasHealth = false;
                SetKey(_health.Key, boot, sequence, timeMs);
                return _health.Write(buffer, 0, buffer.Length, _writer);
            }
        }

        private int TakeResult(uint boot, uint sequence, ulong timeMs, byte[] buffer)
        {
            SetKey(_result.Key, boot, sequence, timeMs);
            _result.Number = _numbers[0];
            _result.Result = _results[0];
            _result.Setting = _settings[0];
            _resultCount--;
            for (int i = 0; i < _resultCount; i++)
            {
                _numbers[i] = _numbers[i + 1];
                _results[i] = _results[i + 1];
                _settings[i] = _settings[i + 1];
            }

            return _result.Write(buffer, 0, buffer.Length, _writer);
        }

        private static void SetKey(FrameKey key, uint boot, uint sequence, ulong timeMs)
        {
            key.Boot = boot;
            key.Sequence = sequence;
            key.TimeMs = timeMs;
        }
    }
}
