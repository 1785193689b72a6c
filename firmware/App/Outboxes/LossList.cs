using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Losses to be announced, at most <see cref="Capacity"/>. When there are more, one whose notice is under way gives its
    /// place; that notice is a frame like any other and is still delivered.
    /// </summary>
    internal sealed class LossList
    {
        internal const int Capacity = 8;
        private readonly Loss[] _losses = new Loss[Capacity];

        internal LossList()
        {
            for (int i = 0; i < Capacity; i++)
            {
                _losses[i] = new Loss();
            }
        }

        /// <summary>Whether anything is not accounted for.</summary>
        internal bool HasAny
        {
            get
            {
                bool hasAny = false;
                for (int i = 0; i < Capacity; i++)
                {
                    hasAny |= _losses[i].IsUsed;
                }

                return hasAny;
            }
        }

        /// <summary>Whether a loss for a reason has no notice yet, or one that is in memory only.</summary>
        internal bool HasUnstored(GapReasonCode reason, FrameRing ring)
        {
            for (int i = 0; i < Capacity; i++)
            {
                Loss loss = _losses[i];
                if (loss.IsUsed && loss.Reason == reason)
                {
                    int slot = loss.Notice == 0 ? -1 : ring.Find(loss.Notice);
                    if (loss.Notice == 0 || (slot >= 0 && ring.BlockOf(slot) == 0))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        internal Loss At(int index)
        {
            return _losses[index];
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

            Loss? loss = mayGrow ? Find(boot, reason) : FindTouching(boot, first, last, reason);
            loss = loss == null ? Make(boot, first, last, reason) : loss;
            loss.First = first < loss.First ? first : loss.First;
            loss.Last = last > loss.Last ? last : loss.Last;
            loss.Frames += frames;
            loss.Notice = 0;
        }

        /// <summary>The newest loss of a boot for a reason that is not accounted for; null when there is none.</summary>
        internal Loss? Find(uint boot, GapReasonCode reason)
        {
            Loss? newest = null;
            for (int i = 0; i < Capacity; i++)
            {
                Loss loss = _losses[i];
                if (loss.IsUsed && loss.Boot == boot && loss.Reason == reason && (newest == null || loss.Last > newest.Last))
                {
                    newest = loss;
                }
            }

            return newest;
        }

        /// <summary>A loss without a notice, which from now on has one; null when there is none.</summary>
        internal Loss? Take(uint notice)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (_losses[i].IsUsed && _losses[i].Notice == 0)
                {
                    _losses[i].Notice = notice;
                    return _losses[i];
                }
            }

            return null;
        }

        /// <summary>The notices among these sequences are gone and have to be made again.</summary>
        internal void Dropped(uint first, uint last)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (_losses[i].Notice >= first && _losses[i].Notice <= last)
                {
                    _losses[i].Notice = 0;
                }
            }
        }

        /// <summary>Forgets what the gateway has accounted for; the acknowledgement is of the present boot.</summary>
        internal void Acknowledge(Acknowledgement acknowledgement)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (_losses[i].Notice != 0 && acknowledgement.Covers(_losses[i].Notice))
                {
                    _losses[i].IsUsed = false;
                    _losses[i].Notice = 0;
                }
            }
        }

        /// <summary>Oldest sequence of a boot that is not accounted for, or <paramref name="otherwise"/> when it is older.</summary>
        internal uint OldestOf(uint boot, uint otherwise)
        {
            for (int i = 0; i < Capacity; i++)
            {
                if (_losses[i].IsUsed && _losses[i].Boot == boot && _losses[i].First < otherwise)
                {
                    otherwise = _losses[i].First;
                }
            }

            return otherwise;
        }

        private bool Covers(uint boot, uint first, uint last)
        {
            bool covers = false;
            for (int i = 0; i < Capacity; i++)
            {
                Loss loss = _losses[i];
                covers |= loss.IsUsed && loss.Boot == boot && loss.First <= first && loss.Last >= last;
            }

            return covers;
        }

        // One that overlaps the range or lies beside it: what lies in either is lost, so both are one.
        private Loss? FindTouching(uint boot, uint first, uint last, GapReasonCode reason)
        {
            for (int i = 0; i < Capacity; i++)
            {
                Loss loss = _losses[i];
                if (loss.IsUsed && loss.Boot == boot && loss.Reason == reason
                    && first - 1 <= loss.Last && last >= loss.First - 1)
                {
                    return loss;
                }
            }

            return null;
        }

        private Loss Make(uint boot, uint first, uint last, GapReasonCode reason)
        {
            int at = 0;
            for (int i = 0; i < Capacity; i++)
            {
                if (!_losses[i].IsUsed)
                {
                    at = i;
                    break;
                }

                at = _losses[i].Notice != 0 ? i : at;
            }

            Loss loss = _losses[at];
            loss.IsUsed = true;
            loss.Boot = boot;
            loss.First = first;
            loss.Last = last;
            loss.Reason = reason;
            loss.Frames = 0;
            return loss;
        }
    }
}
