using Stethos.Update.Manifests;

namespace Stethos.Update.Trust
{
    /// <summary>Whether a release is for this node, now: everything about a manifest but its signature.</summary>
    public static class ReleaseRules
    {
        /// <summary>
        /// How far a sequence may be ahead of the one accepted before: as many releases as one key of height 10 can sign. A
        /// stolen key cannot lift it so high that nothing can follow.
        /// </summary>
        public const uint MaxJump = 1024;

        /// <summary>None when it may be taken.</summary>
        public static UpdateReasonCode Check(Manifest manifest, KeySet keys, NodeFacts facts)
        {
            UpdateReasonCode reason = CheckAddress(manifest, keys, facts);
            if (reason == UpdateReasonCode.None)
            {
                reason = CheckOrder(manifest, SequenceOf(keys, facts), facts.TrustedTimeSeconds);
            }

            for (int i = 0; i < manifest.ComponentCount && reason == UpdateReasonCode.None; i++)
            {
                reason = CheckComponent(manifest.Components[i], facts);
            }

            return reason != UpdateReasonCode.None || FitsPair(manifest, facts) ? reason : UpdateReasonCode.PairMismatch;
        }

        /// <summary>The sequence that counts: what was accepted, or what a newer key set put in its place.</summary>
        public static uint SequenceOf(KeySet keys, NodeFacts facts)
        {
            return facts.KeySetVersion < keys.Version && keys.SequenceBase > 0 ? keys.SequenceBase : facts.Sequence;
        }

        private static UpdateReasonCode CheckAddress(Manifest manifest, KeySet keys, NodeFacts facts)
        {
            for (int i = 0; i < Manifest.VendorLength; i++)
            {
                if (manifest.Vendor[i] != keys.Vendor[i])
                {
                    return UpdateReasonCode.VendorMismatch;
                }
            }

            return manifest.KeySetVersion != keys.Version ? UpdateReasonCode.KeySetMismatch
                : !IsForBoard(manifest, facts.Board) ? UpdateReasonCode.BoardMismatch
                : manifest.MinLoader > facts.LoaderVersion ? UpdateReasonCode.LoaderTooOld
                : !HasNatives(manifest, facts.NativeChecksums) ? UpdateReasonCode.NativeMismatch
                : UpdateReasonCode.None;
        }

        // The one accepted last may come again: a node goes on with it after a restart.
        private static UpdateReasonCode CheckOrder(Manifest manifest, uint accepted, uint trustedTime)
        {
            return manifest.Sequence < accepted ? UpdateReasonCode.OldSequence
                : manifest.Sequence - accepted > MaxJump ? UpdateReasonCode.SequenceJump
                : manifest.ExpirySeconds > 0 && trustedTime >= manifest.ExpirySeconds ? UpdateReasonCode.Expired
                : UpdateReasonCode.None;
        }

        private static UpdateReasonCode CheckComponent(ManifestComponent component, NodeFacts facts)
        {
            bool isApplication = component.Id == ComponentCode.Application;
            int room = isApplication ? facts.ApplicationRoom : facts.ModelRoom;
            uint floor = isApplication ? facts.ApplicationFloor : facts.ModelFloor;
            return component.Size > room ? UpdateReasonCode.SlotTooSmall
                : component.Version < floor ? UpdateReasonCode.BelowFloor
                : UpdateReasonCode.None;
        }

        // What is not replaced stays as it is, and then its tensors have to be those of the rule.
        private static bool FitsPair(Manifest manifest, NodeFacts facts)
        {
            ManifestComponent? application = manifest.Find(ComponentCode.Application);
            ManifestComponent? model = manifest.Find(ComponentCode.Model);
            uint applicationVersion = application == null ? facts.ApplicationVersion : application.Version;
            uint modelVersion = model == null ? facts.ModelVersion : model.Version;
            bool isPart = application == null || model == null;
            for (int i = 0; i < manifest.RuleCount; i++)
            {
                if (manifest.Rules[i].Allows(applicationVersion, modelVersion)
                    && (!isPart || modelVersion == 0 || manifest.Rules[i].TensorAbi == facts.TensorAbi))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsForBoard(Manifest manifest, string board)
        {
            for (int i = 0; i < manifest.ClassCount; i++)
            {
                if (manifest.Classes[i] == board)
                {
                    return true;
                }
            }

            return false;
        }

        private static bool HasNatives(Manifest manifest, uint[] present)
        {
            for (int i = 0; i < manifest.ChecksumCount; i++)
            {
                bool isThere = false;
                for (int k = 0; k < present.Length && !isThere; k++)
                {
                    isThere = present[k] == manifest.Checksums[i];
                }

                if (!isThere)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
