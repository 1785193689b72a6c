using System;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;

namespace Stethos.App.Updates
{
    /// <summary>What the node tells of its update: filled by the agent, sent by the link loop.</summary>
    internal sealed class UpdateReport
    {
        private const int RescueFlag = UpdateStatusFlags.Rescue;
        private readonly UpdateParts _parts;
        private readonly UpdateStatus _status = new UpdateStatus();
        private readonly byte[] _bytes = new byte[UpdateStatus.MaxLength];
        private readonly byte[] _root = new byte[BootRecord.AnchorLength];
        private readonly CborWriter _writer = new CborWriter();
        private readonly object _sync = new object();
        private int _length;
        private bool _isWanted;

        internal UpdateReport(NodeConfiguration configuration, NodeState state, UpdateParts parts)
        {
            _parts = parts;
            _status.Key.SetDevice(configuration.Device, 0);
            _status.Key.Boot = state.Boot;
        }

        /// <summary>The last thing that could not be believed; told when the machine has no reason of its own.</summary>
        internal UpdateReasonCode Disbelieved { get; set; }

        internal bool IsWanted
        {
            get
            {
                lock (_sync)
                {
                    return _isWanted;
                }
            }
        }

        /// <summary>Everything was told.</summary>
        internal bool IsSent
        {
            get
            {
                lock (_sync)
                {
                    return !_isWanted && _length == 0;
                }
            }
        }

        /// <summary>Something changed, or somebody may not know it.</summary>
        internal void Want()
        {
            lock (_sync)
            {
                _isWanted = true;
            }
        }

        /// <summary>A reason other than None is kept with what is staged, where something is, and told.</summary>
        internal void Note(UpdateReasonCode reason)
        {
            if (reason != UpdateReasonCode.None)
            {
                // A store that takes no record either: then it is at least told.
                UpdateReasonCode kept = _parts.Loader.Machine.Refuse(reason);
                Disbelieved = kept == UpdateReasonCode.RecordNotWritten ? reason : Disbelieved;
                Want();
            }
        }

        /// <summary>Prepares the next one.</summary>
        internal void Fill(UpdateDownloads downloads, int credits, long nowMs)
        {
            UpdateMachine machine = _parts.Loader.Machine;
            BootRecord record = machine.Record;
            lock (_sync)
            {
                _isWanted = false;
                _status.Number++;
                _status.State = (int)machine.State;
                _status.Reason = (int)(machine.Reason != UpdateReasonCode.None ? machine.Reason : Disbelieved);
                _status.Pair = record.PairId;
                _status.Sequence = record.ManifestSequence;
                _status.Floors[0] = record.ApplicationFloor;
                _status.Floors[1] = record.ModelFloor;
                _status.Credits = credits;
                _status.Basis[UpdateBasis.KeySet] = (uint)_parts.Trust.KeySetVersion;
                _status.Basis[UpdateBasis.Loader] = (uint)_parts.Facts.LoaderVersion;
                _status.Basis[UpdateBasis.TensorForm] = _parts.TensorForm;
                _status.Flags = _parts.Loader.Decision.Kind == BootKindCode.Rescue ? RescueFlag : 0;
                FillRunning(record, ComponentCode.Application, 0, _parts.Loader.Decision.ApplicationSlot);
                FillRunning(record, ComponentCode.Model, 1, _parts.Loader.Decision.ModelSlot);
                _status.HasImage = false;
                _status.BitmapLength = 0;
                _status.Missing = 0;
                _status.Component = 0;
                downloads.Releases.Describe(_status);
                if (_status.HasImage && machine.State != UpdateStateCode.Staging)
                {
                    // The machine stages from the accepted manifest on, the gateway hands out from the first part of it on.
                    _status.State = (int)UpdateStateCode.Staging;
                    _status.Reason = 0;
                }

                downloads.KeySets.Describe(_status);
                if (!_status.HasImage && record.Trial != SlotPair.None)
                {
                    _status.HasImage = true;
                    Array.Copy(record.CandidateId, 0, _status.Image, 0, BootRecord.ImageIdLength);
                }

                _parts.Trust.Ask(_status, nowMs);
                _length = _status.Write(_bytes, 0, _bytes.Length, _writer);
            }
        }

        /// <summary>On the link's thread.</summary>
        internal void Send(ILink link, string topic, byte[] buffer)
        {
            int length;
            lock (_sync)
            {
                length = _length;
                Array.Copy(_bytes, 0, buffer, 0, length);
            }

            if (length > 0 && link.Publish(topic, buffer, 0, length, false) == LinkStatusCode.Ok)
            {
                lock (_sync)
                {
                    _length = 0;
                }
            }
        }

        private void FillRunning(BootRecord record, ComponentCode component, int place, int slot)
        {
            _status.Versions[place] = slot < 0 ? 0 : record.VersionOf(component, slot);
            Array.Clear(_root, 0, _root.Length);
            if (slot >= 0)
            {
                record.CopyAnchor(component, slot, _root);
            }

            Array.Copy(_root, 0, _status.Roots, place * UpdateStatus.RootLength, UpdateStatus.RootLength);
        }
    }
}
