using System;
using Stethos.App.Outboxes;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>
    /// Frames made and not yet acknowledged, in order of sequence: the newest in memory and, when there is a file store,
    /// all others in a ring of block files that survives a power cut at any operation. A frame is freed only by an
    /// acknowledgement; when all room is taken the oldest go and the range is announced as a gap. One producer (capture),
    /// one consumer (link) and one keeper of the files, who calls <see cref="Step"/>; every member takes the lock, none
    /// holds it during file work. Times are milliseconds of the node's uptime.
    /// </summary>
    public sealed class Outbox
    {
        /// <summary>Least length of a slot: one feature frame.</summary>
        public const int MinSlotLength = FeatureFrame.MaxLength;

        /// <summary>
        /// Greatest length of a slot, and of any frame that <see cref="Take"/> hands out: blocks may hold longer frames than
        /// the slots of now take.
        /// </summary>
        public const int MaxSlotLength = 456;

        private readonly object _sync = new object();
        private readonly FrameRing _ring;
        private readonly Backlog? _backlog;
        private readonly OutboxKeeper? _keeper;
        private readonly int _capacity;
        private uint _firstDropped;
        private uint _lastDropped;
        private int _longest = 1;
        private bool _isTakenFromBlock;

        /// <summary>An outbox in memory only; what it holds ends with the power. Takes acknowledgements of one boot.</summary>
        public Outbox(int capacity, uint boot = 0)
            : this(capacity, boot, MinSlotLength)
        {
        }

        /// <summary>The same with slots of <paramref name="slotLength"/> bytes, 200 to 456; throws when out of range.</summary>
        public Outbox(int capacity, uint boot, int slotLength)
        {
            if (slotLength < MinSlotLength || slotLength > MaxSlotLength)
            {
                throw new ArgumentException();
            }

            Boot = boot;
            SlotLength = slotLength;
            _capacity = capacity;
            _ring = new FrameRing(capacity, slotLength);
        }

        /// <summary>
        /// An outbox on a file store; reads every block once, then has this start counted. Throws when the options are out of
        /// range.
        /// </summary>
        public Outbox(OutboxOptions options, IFileStore files, BootCounter boots)
        {
            if (!options.IsValid)
            {
                throw new ArgumentException();
            }

            _capacity = options.RamFrames;
            SlotLength = options.SlotLength;
            _ring = new FrameRing(options.RamFrames, options.SlotLength);
            _backlog = new Backlog(_ring, options);
            _keeper = new OutboxKeeper(_sync, _ring, _backlog, files, options);
            uint highest = 0;
            for (int i = 0; i < _backlog.Table.Count; i++)
            {
                uint held = _backlog.Table.At(i).Boot;
                highest = held > highest ? held : highest;
            }

            Boot = boots.Next(highest);
            BootFaults = boots.Faults;
            _backlog.Boot = Boot;
            if (boots.Previous != 0)
            {
                _backlog.Ended.Add(boots.Previous, 0);
            }

            if (_backlog.Table.HasReserved)
            {
                _backlog.Ended.Clear();
            }
        }

        /// <summary>Boot of the frames added here, greater than that of any frame held, so that no key is ever given twice.</summary>
        public uint Boot { get; }

        /// <summary>Longest frame <see cref="Add"/> takes.</summary>
        public int SlotLength { get; }

        /// <summary>
        /// Slots in memory between the oldest and the newest frame, acknowledged ones in between included, and frames that
        /// wait in blocks.
        /// </summary>
        public int Depth
        {
            get
            {
                lock (_sync)
                {
                    return _ring.Count + (_backlog == null ? 0 : _backlog.Waiting);
                }
            }
        }

        /// <summary>
        /// All sequences of this boot before this one were acknowledged. A range that was lost counts as not acknowledged
        /// until the gateway has taken its notice.
        /// </summary>
        public uint Oldest
        {
            get
            {
                lock (_sync)
                {
                    uint held = _ring.First;
                    held = _firstDropped != 0 && _firstDropped < held ? _firstDropped : held;
                    return _backlog == null ? held : _backlog.OldestOf(held);
                }
            }
        }

        /// <summary>Newest sequence ever added, 0 before the first.</summary>
        public uint LastSequence
        {
            get
            {
                lock (_sync)
                {
                    return _ring.LastSequence;
                }
            }
        }

        /// <summary>Every frame of this boot up to this one is in a block, acknowledged, or announced as lost.</summary>
        public uint StoredThrough
        {
            get
            {
                lock (_sync)
                {
                    int index = _ring.FindUnstored(0);
                    return index < 0 ? _ring.LastSequence : _ring.SequenceOf(_ring.SlotAt(index)) - 1;
                }
            }
        }

        /// <summary>True when the next <see cref="Add"/> would find no slot.</summary>
        public bool IsFull
        {
            get
            {
                lock (_sync)
                {
                    return IsFullLocked();
                }
            }
        }

        /// <summary>Copies of the boot number found damaged or refused at this start.</summary>
        public uint BootFaults { get; }

        /// <summary>Wear, faults and capacity; wear and faults are 0 without a file store.</summary>
        public OutboxFigures GetFigures(long uptimeMs)
        {
            OutboxFigures figures = new OutboxFigures();
            Fill(figures, uptimeMs);
            return figures;
        }

        /// <summary>The same into an object that is there already.</summary>
        public void Fill(OutboxFigures figures, long uptimeMs)
        {
            lock (_sync)
            {
                uint made = _ring.LastSequence;
                figures.CapacityFrames = _capacity;
                if (_keeper != null)
                {
                    _keeper.Fill(figures, _longest == 1 ? SlotLength : _longest);
                }

                figures.CapacityHours = made == 0 || uptimeMs <= 0 ? 0 : figures.CapacityFrames * (uptimeMs / 3600000f) / made;
            }
        }

        /// <summary>
        /// Drops the oldest eighth (at least one) of a memory that is full because no file store takes its frames; returns
        /// how many were not acknowledged. The range is that of all drops the gateway has not yet accounted for: notices may
        /// be dropped like any frame, so each says it all. With a slot free (an acknowledgement came first) nothing happens
        /// and the range is 0 to 0.
        /// </summary>
        public int DropOldest(out uint first, out uint last)
        {
            lock (_sync)
            {
                int dropped = 0;
                first = 0;
                last = 0;
                if (!IsFullLocked())
                {
                    return 0;
                }

                uint from = _ring.First;
                for (int n = Math.Max(1, _capacity / 8); n > 0 && _ring.Count > 0 && !IsHeadStoredLocked(); n--)
                {
                    last = _ring.First;
                    dropped += _ring.IsHeadHeld ? 1 : 0;
                    _ring.RemoveHead();
                }

                bool mayGrow = _firstDropped != 0
                    && (_backlog == null || !_backlog.Holds(Boot, _lastDropped + 1, from - 1, null));
                _firstDropped = mayGrow ? _firstDropped : from;
                first = _firstDropped;
                _lastDropped = last;
                if (_backlog != null)
                {
                    _backlog.Losses.Dropped(from, last);
                    _backlog.Ended.Dropped(from, last);
                }

                return dropped;
            }
        }

        /// <summary>
        /// A loss to be announced with the notice that will have sequence <paramref name="notice"/>: fills boot, range and
        /// reason and returns true; <paramref name="frames"/> is how many frames went since the last such notice.
        /// </summary>
        public bool TakeLoss(uint notice, GapNotice gap, out int frames)
        {
            lock (_sync)
            {
                frames = 0;
                if (_backlog == null || IsFullLocked())
                {
                    return false;
                }

                LossList losses = _backlog.Losses;
                int loss = losses.Take(notice);
                if (loss < 0)
                {
                    return _backlog.Ended.Announce(notice, gap);
                }

                gap.GapBoot = losses.Boot(loss);
                gap.First = losses.First(loss);
                gap.Last = losses.Last(loss);
                gap.Reason = losses.Reason(loss);
                frames = losses.TakeFrames(loss);
                return true;
            }
        }

        /// <summary>Adds a frame; sequences must ascend. False when it is too long or there is no slot.</summary>
        public bool Add(uint sequence, byte[] frame, int offset, int count)
        {
            lock (_sync)
            {
                if (count > SlotLength || IsFullLocked())
                {
                    return false;
                }

                if (!_ring.HasRoom && _backlog != null)
                {
                    _backlog.Evict();
                }

                _longest = Math.Max(_longest, count);
                _ring.Add(sequence, frame, offset, count);
                return true;
            }
        }

        /// <summary>
        /// Copies the next frame to send into <paramref name="frame"/> and notes the time: the newest one never sent
        /// when <paramref name="newestFirst"/>, else the oldest one never sent or sent longer ago than
        /// <paramref name="resendMs"/>. Returns its length, 0 when there is nothing to send. Never reads a file.
        /// <paramref name="frame"/> is at least <see cref="MaxSlotLength"/> long, or <see cref="SlotLength"/> in memory only.
        /// </summary>
        public int Take(bool newestFirst, long nowMs, long resendMs, byte[] frame, out bool resent)
        {
            lock (_sync)
            {
                resent = false;
                int length = newestFirst || _backlog == null ? 0 : _backlog.Take(nowMs, resendMs, frame, out resent);
                _isTakenFromBlock = length > 0;
                return length > 0 ? length : _ring.Take(newestFirst, nowMs, resendMs, frame, out resent);
            }
        }

        /// <summary>The frame taken last could not be handed over: it is due again at once.</summary>
        public void PutBack()
        {
            lock (_sync)
            {
                if (_isTakenFromBlock && _backlog != null)
                {
                    _backlog.Page.PutBack();
                    return;
                }

                _ring.PutBack();
            }
        }

        /// <summary>After a new session: everything held has to be sent again.</summary>
        public void ForgetSent()
        {
            lock (_sync)
            {
                _ring.ForgetSent();
                if (_backlog != null)
                {
                    _backlog.Page.ForgetSent();
                }
            }
        }

        /// <summary>Frees what an acknowledgement covers, of whichever boot; returns how many frames it was.</summary>
        public int Acknowledge(Acknowledgement acknowledgement)
        {
            lock (_sync)
            {
                int freed = _backlog == null ? 0 : _backlog.Acknowledge(acknowledgement);
                if (acknowledgement.Boot != Boot)
                {
                    return freed;
                }

                if (acknowledgement.Cumulative >= _lastDropped)
                {
                    _firstDropped = 0;
                }

                for (int i = 0; i < _ring.Count; i++)
                {
                    int slot = _ring.SlotAt(i);
                    if (_ring.LengthOf(slot) > 0 && acknowledgement.Covers(_ring.SequenceOf(slot)))
                    {
                        _ring.Free(slot);
                        freed++;
                    }
                }

                _ring.RemoveFreed();
                return freed;
            }
        }

        /// <summary>
        /// One turn of file work, at most one file deleted, one written and read back, one read; call it every 50 to 500 ms,
        /// not on the capture's thread.
        /// </summary>
        public void Step(long nowMs)
        {
            if (_keeper != null)
            {
                _keeper.Step(nowMs, false);
            }
        }

        /// <summary>Stores what is in memory only, as far as the store takes it, before the node is switched off in order.</summary>
        public void Flush(long nowMs)
        {
            for (int turns = _capacity; _keeper != null && turns > 0 && StoredThrough != LastSequence; turns--)
            {
                _keeper.Step(nowMs, true);
            }
        }

        private bool IsFullLocked()
        {
            return !_ring.HasRoom && !IsHeadStoredLocked();
        }

        private bool IsHeadStoredLocked()
        {
            return _ring.HeadBlock != 0;
        }
    }
}
