using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Losses to be announced, at most <see cref="Capacity"/>. When there are more, one whose notice is under way gives its
    /// place; that notice is a frame like any other and is still delivered. Losses are rows of one array, which takes a third of
    /// what objects would; the methods give and take places, -1 = none.
    /// </summary>
    internal sealed class LossList
    {
        internal const int Capacity = 8;

        // Places of a row: boot, first, last, sequence of its notice in this boot (0 = still to be made), and what is small.
        private const int RowLength = 5;
        private const int FirstAt = 1;
        private const int LastAt = 2;
        private const int NoticeAt = 3;
        private const int RestAt = 4;
        private const uint UsedFlag = 1;
        private const int ReasonAt = 1;
        private const uint ReasonMask = 0xF;
        private const int FramesAt = 5;
        private readonly uint[] _rows = new uint[Capacity * RowLength];

        /// <summary>Whether anything is not accounted for.</summary>
        internal bool HasAny
        {
            get
            {
                bool hasAny = false;
                for (int i = 0; i < Capacity; i++)
                {
                    hasAny |= IsUsed(i);
                }

                return hasAny;
            }
        }

        /// <summary>Whether a loss for a reason has no notice yet, or one that is in memory only.</summary>
        internal bool HasUnstored(GapReasonCode reason, FrameRing ring)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (IsUsed(i) && Reason(i) == reason)
                {
                    uint notice = _rows[i * RowLength + NoticeAt];
                    int slot = notice == 0 ? -1 : ring.Find(notice);
                    if (notice == 0 || (slot >= 0 && ring.BlockOf(slot) == 0))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        internal bool IsUsed(int loss)
        {
            return (_rows[loss * RowLength + RestAt] & UsedFlag) != 0;
        }

        internal uint Boot(int loss)
        {
            return _rows[loss * RowLength];
        }

        internal uint First(int loss)
        {
            return _rows[loss * RowLength + FirstAt];
        }

        internal uint Last(int loss)
        {
            return _rows[loss * RowLength + LastAt];
        }

        internal GapReasonCode Reason(int loss)
        {
            return (GapReasonCode)(int)((_rows[loss * RowLength + RestAt] >> ReasonAt) & ReasonMask);
        }

        /// <summary>Frames lost since this was asked last, for the counter.</summary>
        internal int TakeFrames(int loss)
        {
            int at = loss * RowLength + RestAt;
            uint rest = _rows[at];
            _rows[at] = rest & ((1u << FramesAt) - 1);
            return (int)(rest >> FramesAt);
        }

        /// <summary>
        /// Notes a loss. What a full store gives up is one growing range per boot, because it goes from the oldest end:
        /// each notice says it all, since an earlier one may itself be given up. <paramref name="mayGrow"/> is false when
        /// frames between the last such range and this one are still held.
        /// </summary>
        internal void Add(uint boot, uint first, uint last, GapReasonCode reason, int frames, bool mayGrow)
        {
            if (first == 0 || last < first)
            {
                return;
            }

            if (Covers(boot, first, last))
            {
                return;
            }

            int loss = mayGrow ? Find(boot, reason) : FindTouching(boot, first, last, reason);
            loss = loss < 0 ? Make(boot, first, last, reason) : loss;
            int at = loss * RowLength;
            _rows[at + FirstAt] = first < First(loss) ? first : First(loss);
            _rows[at + LastAt] = last > Last(loss) ? last : Last(loss);
            _rows[at + RestAt] += (uint)frames << FramesAt;
            _rows[at + NoticeAt] = 0;
        }

        /// <summary>The newest loss of a boot for a reason that is not accounted for.</summary>
        internal int Find(uint boot, GapReasonCode reason)
        {
            int newest = -1;
            for (int i = 0; i < Capacity; i++)
            {
                if (IsUsed(i) && Boot(i) == boot && Reason(i) == reason && (newest < 0 || Last(i) > Last(newest)))
                {
                    newest = i;
                }
            }

            return newest;
        }

        /// <summary>A loss without a notice, which from now on has one.</summary>
        internal int Take(uint notice)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (IsUsed(i) && Notice(i) == 0)
                {
                    _rows[i * RowLength + NoticeAt] = notice;
                    return i;
                }
            }

            return -1;
        }

        /// <summary>The notices among these sequences are gone and have to be made again.</summary>
        internal void Dropped(uint first, uint last)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (Notice(i) >= first && Notice(i) <= last)
                {
                    _rows[i * RowLength + NoticeAt] = 0;
                }
            }
        }

        /// <summary>Forgets what the gateway has accounted for; the acknowledgement is of the present boot.</summary>
        internal void Acknowledge(Acknowledgement acknowledgement)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (Notice(i) != 0 && acknowledgement.Covers(Notice(i)))
                {
                    _rows[i * RowLength + RestAt] &= ~UsedFlag;
                    _rows[i * RowLength + NoticeAt] = 0;
                }
            }
        }

        /// <summary>Oldest sequence of a boot that is not accounted for, or <paramref name="otherwise"/> when it is older.</summary>
        internal uint OldestOf(uint boot, uint otherwise)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (IsUsed(i) && Boot(i) == boot && First(i) < otherwise)
                {
                    otherwise = First(i);
                }
            }

            return otherwise;
        }

        private bool Covers(uint boot, uint first, uint last)
        {
            bool covers = false;
            for (int i = 0; i < Capacity; i++)
            {
                covers |= IsUsed(i) && Boot(i) == boot && First(i) <= first && Last(i) >= last;
            }

            return covers;
        }

        private uint Notice(int loss)
        {
            return _rows[loss * RowLength + NoticeAt];
        }

        // One that overlaps the range or lies beside it: what lies in either is lost, so both are one.
        private int FindTouching(uint boot, uint first, uint last, GapReasonCode reason)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (IsUsed(i) && Boot(i) == boot && Reason(i) == reason && first - 1 <= Last(i) && last >= First(i) - 1)
                {
                    return i;
                }
            }

            return -1;
        }

        private int Make(uint boot, uint first, uint last, GapReasonCode reason)
        {
            int at = 0;
            for (int i = 0; i < Capacity; i++)
            {
                if (!IsUsed(i))
                {
                    at = i;
                    break;
                }

                at = Notice(i) != 0 ? i : at;
            }

            _rows[at * RowLength] = boot;
            _rows[at * RowLength + FirstAt] = first;
            _rows[at * RowLength + LastAt] = last;
            _rows[at * RowLength + RestAt] = UsedFlag | ((uint)reason << ReasonAt);
            return at;
        }
    }
}
