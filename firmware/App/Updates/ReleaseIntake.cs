using System;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Manifests;
using Stethos.Update.Slots;
using Stethos.Update.Transfer;
using Stethos.Update.Trust;

namespace Stethos.App.Updates
{
    /// <summary>
    /// Takes one release in: its bundle is judged before anything is written, then the machine accepts it, then component after
    /// component is fetched into its slot, then all of it is verified from flash. One thread.
    /// </summary>
    internal sealed class ReleaseIntake
    {
        // Parts of a bundle are not authenticated one by one: a wrong bundle may be somebody's mischief and is asked for again.
        private const int BundleAttempts = 3;
        private const int ChainsPerTurn = 4;

        // One write that is refused may be followed by one that is taken; so many in a row are not.
        private const int MostFaults = 4;
        private readonly UpdateParts _parts;
        private readonly UpdateMachine _machine;
        private readonly TransferWatch _watch = new TransferWatch();
        private readonly byte[] _digest = new byte[UpdateCommandMessage.DigestLength];
        private Manifest? _manifest;
        private UpdateFetch? _fetch;
        private ReleaseVerifier? _verifier;
        private bool _isJudging;
        private bool _hasBundle;
        private int _known;
        private int _attempts;
        private int _faults;
        private UpdateReasonCode _fault;
        private int _place;

        internal ReleaseIntake(UpdateParts parts)
        {
            _parts = parts;
            _machine = parts.Loader.Machine;
        }

        internal bool IsFetching
        {
            get { return _fetch != null; }
        }

        /// <summary>What is fetched; None = the bundle, or nothing.</summary>
        internal ComponentCode Component
        {
            get { return _fetch == null ? ComponentCode.None : _fetch.Component; }
        }

        /// <summary>Whether the digest is that of the release which is staged, armed or on trial.</summary>
        internal static bool IsCandidate(BootRecord record, byte[] digest)
        {
            return record.Trial != SlotPair.None && IsSame(record.CandidateId, digest, BootRecord.ImageIdLength);
        }

        /// <summary>The release is being fetched, or waits to be activated.</summary>
        internal bool IsAbout(byte[] digest)
        {
            return _fetch != null
                ? IsSame(_digest, digest, BootRecord.ImageIdLength)
                : _machine.Record.State == UpdateStateCode.Staged && IsCandidate(_machine.Record, digest);
        }

        /// <summary>Reads the manifest of the candidate as it was kept when it was accepted; false when it is not there.</summary>
        internal bool Recall()
        {
            BootRecord record = _machine.Record;
            byte[] store = new byte[Manifest.MaxLength];
            int length;
            Manifest manifest = new Manifest();
            bool isThere = _parts.Files.Read(NameOf(record), store, out length) == FileStatusCode.Ok
                && UpdateTrust.IsDigestOf(store, 0, length, record.CandidateId, BootRecord.ImageIdLength)
                && new ManifestReader().Read(store, 0, length, manifest) == UpdateReasonCode.None;
            _manifest = isThere ? manifest : null;
            return isThere;
        }

        /// <summary>What the recalled release has to prove on trial; null when none was recalled.</summary>
        internal TrialRun? MakeTrial(NodeState state, IClock clock)
        {
            return _manifest == null ? null : new TrialRun(
                state, clock, _parts.Memory, _manifest.Health, _machine.Record.HadContact, _parts.Model, _parts.ArenaBytes);
        }

        /// <summary>
        /// Begins with the bundle, or goes on with what was recalled after a restart. <paramref name="digest"/>: that of the
        /// manifest, or the image id, its first bytes, alone.
        /// </summary>
        internal UpdateReasonCode Begin(byte[] digest, bool isRecalled, long nowMs)
        {
            _verifier = _parts.Trust.MakeVerifier();
            if (_verifier == null)
            {
                return _parts.Trust.Unable;
            }

            _watch.Begin(nowMs);
            _known = digest.Length;
            Array.Copy(digest, 0, _digest, 0, _known);
            _fetch = new UpdateFetch(_machine, _parts.Files, _parts.Hash);
            _isJudging = false;
            _attempts = 0;
            _faults = 0;
            _place = 0;
            _hasBundle = !isRecalled;
            if (_manifest == null || !isRecalled || !_fetch.Resume(_digest, _manifest.Components[0].Id))
            {
                _hasBundle = true;
                _fetch.BeginBundle(_digest);
            }

            return UpdateReasonCode.None;
        }

        /// <summary>Gives all its room back.</summary>
        internal void End()
        {
            _fetch = null;
            _verifier = null;
        }

        /// <summary>Takes a piece; false when it was of no use.</summary>
        internal bool Take(byte[] message, int count)
        {
            bool isUsed = false;
            if (_fetch != null)
            {
                Count(_fetch.Take(message, count, out isUsed), isUsed);
            }

            if (isUsed)
            {
                _watch.Came();
            }

            return isUsed;
        }

        /// <summary>A bounded piece of work. A reason other than None ends the intake; it also ends by itself when all is staged.</summary>
        internal UpdateReasonCode Work(long nowMs)
        {
            UpdateFetch? fetch = _fetch;
            if (fetch == null)
            {
                return UpdateReasonCode.None;
            }

            UpdateReasonCode reason = _watch.IsStalled(nowMs) ? UpdateReasonCode.TransferStalled
                : _faults >= MostFaults ? _fault
                : fetch.Work();
            return reason != UpdateReasonCode.None ? reason
                : fetch.IsBundleWhole ? Judge(fetch, nowMs)
                : fetch.IsComponentWhole ? GoOn(fetch)
                : UpdateReasonCode.None;
        }

        internal void Describe(UpdateStatus status)
        {
            if (_fetch != null)
            {
                _fetch.Describe(status);
            }
        }

        private void Count(UpdateReasonCode reason, bool isUsed)
        {
            if (reason == UpdateReasonCode.StoreFull || reason == UpdateReasonCode.StoreFault)
            {
                _faults++;
                _fault = reason;
            }
            else if (isUsed)
            {
                _faults = 0;
            }
        }

        private static bool IsSame(byte[] first, byte[] second, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (first[i] != second[i])
                {
                    return false;
                }
            }

            return true;
        }

        // Beside the slot that the release replaces; that of the application when it replaces both.
        private static string NameOf(BootRecord record)
        {
            ComponentCode component = SlotPair.SlotOf(record.Trial, ComponentCode.Application)
                == SlotPair.SlotOf(record.Active, ComponentCode.Application) ? ComponentCode.Model : ComponentCode.Application;
            return SlotNames.Manifest(SlotNames.Prefix(component, SlotPair.SlotOf(record.Trial, component)));
        }

        // The signature takes an interpreted node seconds: a few chains a turn.
        private UpdateReasonCode Judge(UpdateFetch fetch, long nowMs)
        {
            ReleaseVerifier verifier = _verifier!;
            if (!_isJudging)
            {
                uint form = _parts.TensorForm;
                _parts.Trust.Fill(_parts.Facts, nowMs);
                _parts.Facts.TensorAbi = form;
                _isJudging = verifier.Begin(fetch.Bundle, 0, fetch.BundleLength, _parts.Facts);
            }

            for (int i = 0; i < ChainsPerTurn && _isJudging; i++)
            {
                _isJudging = verifier.Step();
            }

            if (_isJudging)
            {
                return UpdateReasonCode.None;
            }

            UpdateReasonCode reason = verifier.Reason;
            if (reason == UpdateReasonCode.None)
            {
                _manifest = verifier.Manifest;
                reason = CheckLists(fetch, verifier.Bundle, _manifest);
            }

            if (reason == UpdateReasonCode.None)
            {
                return Accept(fetch, verifier.Bundle, _manifest!);
            }

            _attempts++;
            if (_attempts >= BundleAttempts)
            {
                return reason;
            }

            fetch.BeginBundle(_digest);
            return UpdateReasonCode.None;
        }

        private UpdateReasonCode CheckLists(UpdateFetch fetch, ManifestBundle bundle, Manifest manifest)
        {
            if (!UpdateTrust.IsDigestOf(fetch.Bundle, bundle.ManifestAt, bundle.ManifestLength, _digest, _known))
            {
                return UpdateReasonCode.OtherRelease;
            }

            for (int i = 0; i < manifest.ComponentCount; i++)
            {
                UpdateReasonCode reason = ReadList(fetch, bundle, manifest.Components[i]);
                if (reason != UpdateReasonCode.None)
                {
                    return reason;
                }
            }

            return UpdateReasonCode.None;
        }

        private UpdateReasonCode ReadList(UpdateFetch fetch, ManifestBundle bundle, ManifestComponent component)
        {
            for (int i = 0; i < bundle.ListCount; i++)
            {
                if (bundle.ListComponent(i) == component.Id)
                {
                    UpdateReasonCode reason = fetch.List.Read(fetch.Bundle, bundle.ListAt(i), bundle.ListLength(i));
                    return reason != UpdateReasonCode.None ? reason
                        : fetch.List.IsRootOf(component.Root, _parts.Hash) ? UpdateReasonCode.None
                        : UpdateReasonCode.BadChunkList;
                }
            }

            return UpdateReasonCode.BadChunkList;
        }

        private UpdateReasonCode Accept(UpdateFetch fetch, ManifestBundle bundle, Manifest manifest)
        {
            ReleaseFacts facts = new ReleaseFacts();
            Array.Copy(_digest, 0, facts.ImageId, 0, BootRecord.ImageIdLength);
            facts.Sequence = manifest.Sequence;
            for (int i = 0; i < manifest.ComponentCount; i++)
            {
                ManifestComponent component = manifest.Components[i];
                ComponentFacts half = facts.Of(component.Id);
                half.IsPresent = true;
                half.Version = component.Version;
                half.Floor = component.Floor;
                Array.Copy(component.Root, 0, half.Root, 0, ManifestComponent.RootLength);
            }

            UpdateReasonCode reason = _machine.Accept(facts);
            if (reason != UpdateReasonCode.None || _machine.Record.State != UpdateStateCode.Staging)
            {
                End();
                return reason;
            }

            // Without it a trial could not know what to prove: better to fetch again than to find out then.
            return _parts.Files.Write(NameOf(_machine.Record), fetch.Bundle, bundle.ManifestAt, bundle.ManifestLength)
                == FileStatusCode.Ok ? BeginComponent(fetch) : UpdateReasonCode.StoreFault;
        }

        private UpdateReasonCode BeginComponent(UpdateFetch fetch)
        {
            ManifestComponent component = _manifest!.Components[_place];
            if (_hasBundle)
            {
                UpdateReasonCode reason = ReadList(fetch, _verifier!.Bundle, component);
                return reason != UpdateReasonCode.None ? reason : fetch.BeginComponent(component.Id);
            }

            if (!fetch.Resume(_digest, component.Id))
            {
                _hasBundle = true;
                _place = 0;
                fetch.BeginBundle(_digest);
            }

            return UpdateReasonCode.None;
        }

        private UpdateReasonCode GoOn(UpdateFetch fetch)
        {
            _place++;
            if (_place < _manifest!.ComponentCount)
            {
                return BeginComponent(fetch);
            }

            UpdateReasonCode reason = _machine.Staged();
            End();
            return reason;
        }
    }
}
