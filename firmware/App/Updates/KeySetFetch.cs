using System;
using Stethos.Crypto;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Transfer;
using Stethos.Update.Trust;

namespace Stethos.App.Updates
{
    /// <summary>
    /// Takes the next key set in: its bundle comes in parts as a release's does, is judged in small steps, kept on flash, and only
    /// then trusted. Lives on nothing but memory until then, so a restart forgets it. One thread.
    /// </summary>
    internal sealed class KeySetFetch
    {
        // Parts prove nothing, and some may be somebody's mischief.
        private const int BundleAttempts = 3;
        private const int ChainsPerTurn = 4;
        private readonly UpdateTrust _trust;
        private readonly TransferWatch _watch = new TransferWatch();
        private readonly KeySetBundle _parts = new KeySetBundle();
        private readonly byte[] _digest = new byte[UpdateCommandMessage.DigestLength];
        private readonly byte[] _image = new byte[ManifestPart.ImageLength];
        private byte[] _bundle = new byte[0];
        private ChunkReceiver? _receiver;
        private KeySetIntake? _intake;
        private bool _isJudging;
        private int _attempts;

        internal KeySetFetch(UpdateTrust trust)
        {
            _trust = trust;
        }

        internal bool IsFetching
        {
            get { return _receiver != null; }
        }

        /// <summary>
        /// Commanded to take the key set whose document has this SHA-256; <paramref name="isBegun"/>: fetching has begun. Nothing is
        /// to be done when it is in use, or under way. Not while a release is on trial: it was let in by the keys before.
        /// </summary>
        internal UpdateReasonCode Order(byte[] digest, UpdateStateCode state, long nowMs, out bool isBegun)
        {
            isBegun = false;
            if (state == UpdateStateCode.Armed || state == UpdateStateCode.Trial)
            {
                return UpdateReasonCode.NotNow;
            }

            if (_trust.IsInUse(digest))
            {
                return _trust.Settle();
            }

            if (_trust.Unable == UpdateReasonCode.KeySetMismatch && !_trust.MayTake(digest))
            {
                return UpdateReasonCode.KeySetMismatch;
            }

            if (IsFetching && SecretBytes.AreEqual(_digest, 0, digest, 0, _digest.Length))
            {
                return UpdateReasonCode.None;
            }

            _intake = _trust.MakeIntake();
            isBegun = _intake != null;
            return isBegun ? Begin(digest, nowMs) : UpdateReasonCode.KeyUnknown;
        }

        /// <summary>Gives all its room back.</summary>
        internal void End()
        {
            _receiver = null;
            _intake = null;
            _bundle = new byte[0];
        }

        /// <summary>Takes a part; false when it was of no use.</summary>
        internal bool Take(byte[] message, int count)
        {
            bool isUsed = false;
            if (_receiver != null && !_receiver.IsBundleWhole)
            {
                _receiver.Take(message, 0, count, out isUsed);
            }

            if (isUsed)
            {
                _watch.Came();
            }

            return isUsed;
        }

        /// <summary>A bounded piece of work. It ends by itself, with None when the key set is trusted from now on.</summary>
        internal UpdateReasonCode Work(long nowMs)
        {
            ChunkReceiver? receiver = _receiver;
            KeySetIntake? intake = _intake;
            if (receiver == null || intake == null)
            {
                return UpdateReasonCode.None;
            }

            UpdateReasonCode reason = _watch.IsStalled(nowMs) ? UpdateReasonCode.TransferStalled
                : receiver.IsBundleWhole ? Judge(receiver, intake)
                : UpdateReasonCode.None;
            if (reason != UpdateReasonCode.None)
            {
                End();
            }

            return reason;
        }

        internal void Describe(UpdateStatus status)
        {
            if (_receiver != null)
            {
                _receiver.Describe(status);
            }
        }

        private UpdateReasonCode Begin(byte[] digest, long nowMs)
        {
            Array.Copy(digest, 0, _digest, 0, _digest.Length);
            Array.Copy(digest, 0, _image, 0, _image.Length);
            _bundle = new byte[KeySetBundle.MaxLength];
            _receiver = new ChunkReceiver(null);
            _receiver.BeginBundle(_image, _bundle);
            _watch.Begin(nowMs);
            _isJudging = false;
            _attempts = 0;
            return UpdateReasonCode.None;
        }

        private UpdateReasonCode Judge(ChunkReceiver receiver, KeySetIntake intake)
        {
            UpdateReasonCode reason = UpdateReasonCode.None;
            if (!_isJudging)
            {
                reason = Check(receiver.BundleLength);
                _isJudging = reason == UpdateReasonCode.None && intake.Begin(_bundle, 0, receiver.BundleLength);
            }

            for (int i = 0; i < ChainsPerTurn && _isJudging; i++)
            {
                _isJudging = intake.Step();
            }

            if (_isJudging)
            {
                return UpdateReasonCode.None;
            }

            reason = reason != UpdateReasonCode.None ? reason : intake.Reason;
            if (reason == UpdateReasonCode.None)
            {
                End();
                return _trust.Use(intake.Taken);
            }

            _attempts++;
            if (_attempts < BundleAttempts)
            {
                receiver.BeginBundle(_image, _bundle);
                return UpdateReasonCode.None;
            }

            return reason;
        }

        private UpdateReasonCode Check(int length)
        {
            UpdateReasonCode reason = _parts.Read(_bundle, 0, length);
            return reason != UpdateReasonCode.None ? reason
                : UpdateTrust.IsDigestOf(_bundle, _parts.KeySetAt, _parts.KeySetLength, _digest, _digest.Length)
                ? UpdateReasonCode.None : UpdateReasonCode.OtherRelease;
        }
    }
}
