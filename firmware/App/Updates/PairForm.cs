using Stethos.Hal;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Manifests;
using Stethos.Update.Slots;

namespace Stethos.App.Updates
{
    /// <summary>
    /// The tensor form that the confirmed application and model agree on: the rule that let them in, from the manifest that is kept beside
    /// their slots. A model or an application that comes alone has to have the same. One thread.
    /// </summary>
    internal sealed class PairForm
    {
        private readonly IFileStore _files;
        private readonly uint _flashed;
        private readonly byte[] _anchor = new byte[BootRecord.AnchorLength];
        private uint _pair;
        private byte _slots = SlotPair.None;
        private uint _form;

        /// <summary><paramref name="flashed"/>: that of what the node was flashed with, which left no manifest.</summary>
        internal PairForm(IFileStore files, uint flashed)
        {
            _files = files;
            _flashed = flashed;
            _form = flashed;
        }

        /// <summary>Reads flash only when the confirmed pair is another than at the call before.</summary>
        internal uint Of(BootRecord record)
        {
            if (record.Active != _slots || record.PairId != _pair)
            {
                _slots = record.Active;
                _pair = record.PairId;
                if (!Find(record, ComponentCode.Model) && !Find(record, ComponentCode.Application))
                {
                    _form = _flashed;
                }
            }

            return _form;
        }

        // A manifest of what the slot held before does not have its root.
        private bool Find(BootRecord record, ComponentCode component)
        {
            int length;
            int slot = SlotPair.SlotOf(record.Active, component);
            byte[] store = new byte[Manifest.MaxLength];
            Manifest manifest = new Manifest();
            if (slot < 0
                || _files.Read(SlotNames.Manifest(SlotNames.Prefix(component, slot)), store, out length) != FileStatusCode.Ok
                || new ManifestReader().Read(store, 0, length, manifest) != UpdateReasonCode.None)
            {
                return false;
            }

            ManifestComponent? part = manifest.Find(component);
            record.CopyAnchor(component, slot, _anchor);
            for (int i = 0; part != null && i < _anchor.Length; i++)
            {
                part = part.Root[i] == _anchor[i] ? part : null;
            }

            return part != null && Take(manifest, record);
        }

        private bool Take(Manifest manifest, BootRecord record)
        {
            uint application = VersionOf(record, ComponentCode.Application);
            uint model = VersionOf(record, ComponentCode.Model);
            for (int i = 0; i < manifest.RuleCount; i++)
            {
                if (manifest.Rules[i].Allows(application, model))
                {
                    _form = manifest.Rules[i].TensorAbi;
                    return true;
                }
            }

            return false;
        }

        private static uint VersionOf(BootRecord record, ComponentCode component)
        {
            int slot = SlotPair.SlotOf(record.Active, component);
            return slot < 0 ? 0 : record.VersionOf(component, slot);
        }
    }
}
