using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Earlier boots and the last sequence of each that a block holds. What was made after it was in memory only when the
    /// power went: it is announced once per start, open-ended, because nobody remembers how many it were.
    /// </summary>
    internal sealed class EndedBoots
    {
        private readonly uint[] _boots;
        private readonly uint[] _lasts;
        private readonly uint[] _notices;
        private int _count;

        internal EndedBoots(int capacity)
        {
            _boots = new uint[capacity];
            _lasts = new uint[capacity];
            _notices = new uint[capacity];
        }

        /// <summary>A block holds this sequence of a boot; 0 = no block holds any.</summary>
        internal void Add(uint boot, uint last)
        {
            int at = 0;
            while (at < _count && _boots[at] != boot)
            {
                at++;
            }

            if (at == _boots.Length)
            {
                return;
            }

            _count = at == _count ? _count + 1 : _count;
            _boots[at] = boot;
            _lasts[at] = last > _lasts[at] ? last : _lasts[at];
        }

        /// <summary>It is not known what there was: nothing is announced.</summary>
        internal void Clear()
        {
            _count = 0;
        }

        /// <summary>Fills in the next boot to announce with the notice of this sequence; false when there is none.</summary>
        internal bool Announce(uint notice, GapNotice gap)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_notices[i] == 0 && _lasts[i] < uint.MaxValue)
                {
                    _notices[i] = notice;
                    gap.GapBoot = _boots[i];
                    gap.First = _lasts[i] + 1;
                    gap.Last = GapNotice.OpenEnd;
                    gap.Reason = GapReasonCode.Restart;
                    return true;
                }
            }

            return false;
        }

        /// <summary>The notices among these sequences are gone and have to be made again.</summary>
        internal void Dropped(uint first, uint last)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_notices[i] >= first && _notices[i] <= last)
                {
                    _notices[i] = 0;
                }
            }
        }
    }
}
