using Stethos.Protocol;

namespace Stethos.Update.Manifests
{
    /// <summary>
    /// Reads a manifest from untrusted bytes, strictly: shortest heads, ascending keys, no key it does not know, every number
    /// in its range, nothing after the end. Throws nothing.
    /// </summary>
    public sealed class ManifestReader
    {
        private const int AllFields = 0xFF7;
        private const int AllOfComponent = 0xFE;

        private readonly StrictCbor _cbor = new StrictCbor();

        /// <summary>Takes the manifest over. After a refusal its values are undefined.</summary>
        public UpdateReasonCode Read(byte[] buffer, int offset, int count, Manifest manifest)
        {
            if (count > Manifest.MaxLength)
            {
                return UpdateReasonCode.ManifestTooLong;
            }

            int key;
            int seen = 0;
            StrictMap map = new StrictMap();
            _cbor.Reset(buffer, offset, count);
            manifest.ExpirySeconds = 0;
            map.Open(_cbor.Reader);
            while (_cbor.IsKnown && map.Next(_cbor.Reader, out key))
            {
                seen |= 1 << (key & 31);
                ReadField(key, buffer, manifest);
            }

            return !_cbor.IsKnown ? UpdateReasonCode.ManifestUnknown
                : !_cbor.IsWhole || (seen & AllFields) != AllFields
                    ? UpdateReasonCode.ManifestMalformed
                    : UpdateReasonCode.None;
        }

        private void ReadField(int key, byte[] buffer, Manifest manifest)
        {
            switch (key)
            {
                case ManifestKey.Kind:
                    _cbor.Expect(ManifestKey.ManifestKind);
                    break;
                case ManifestKey.Version:
                    _cbor.Expect(ManifestKey.Form);
                    break;
                case ManifestKey.Sequence:
                    manifest.Sequence = _cbor.Number(1);
                    break;
                case ManifestKey.Expiry:
                    manifest.ExpirySeconds = _cbor.Number(1);
                    break;
                case ManifestKey.Vendor:
                    _cbor.Bytes(buffer, manifest.Vendor);
                    break;
                case ManifestKey.Classes:
                    ReadClasses(manifest);
                    break;
                case ManifestKey.MinLoader:
                    manifest.MinLoader = _cbor.Int(0, 65535);
                    break;
                case ManifestKey.Checksums:
                    ReadChecksums(buffer, manifest);
                    break;
                case ManifestKey.Components:
                    ReadComponents(buffer, manifest);
                    break;
                case ManifestKey.Rules:
                    ReadRules(manifest);
                    break;
                case ManifestKey.Health:
                    HealthReader.Read(_cbor, buffer, manifest.Health);
                    break;
                case ManifestKey.KeySet:
                    manifest.KeySetVersion = _cbor.Int(1, 65535);
                    break;
                default:
                    _cbor.Unknown();
                    break;
            }
        }

        private void ReadClasses(Manifest manifest)
        {
            manifest.ClassCount = _cbor.Items(1, Manifest.MaxClasses);
            for (int i = 0; i < manifest.ClassCount; i++)
            {
                string name;
                if (_cbor.Reader.ReadText(Manifest.MaxClassLength, out name) && name.Length == 0)
                {
                    _cbor.Reader.Fail(FrameErrorCode.OutOfRange);
                }

                manifest.Classes[i] = name;
            }
        }

        private void ReadChecksums(byte[] buffer, Manifest manifest)
        {
            int at;
            int length;
            manifest.ChecksumCount = 0;
            if (!_cbor.Reader.ReadBytes(4 * Manifest.MaxChecksums, out at, out length))
            {
                return;
            }

            if ((length & 3) != 0)
            {
                _cbor.Reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            manifest.ChecksumCount = length >> 2;
            for (int i = 0; i < manifest.ChecksumCount; i++)
            {
                manifest.Checksums[i] = ((uint)buffer[at] << 24) | ((uint)buffer[at + 1] << 16) | ((uint)buffer[at + 2] << 8)
                    | buffer[at + 3];
                at += 4;
            }
        }

        private void ReadComponents(byte[] buffer, Manifest manifest)
        {
            ComponentCode before = ComponentCode.None;
            manifest.ComponentCount = _cbor.Items(1, Manifest.MaxComponents);
            for (int i = 0; i < manifest.ComponentCount && _cbor.IsKnown; i++)
            {
                ManifestComponent component = manifest.Components[i];
                ReadComponent(buffer, component);
                if (component.Id <= before || component.Floor > component.Version
                    || component.Size > ManifestComponent.MaxChunks << component.ChunkLog2)
                {
                    _cbor.Reader.Fail(FrameErrorCode.Inconsistent);
                }

                before = component.Id;
            }
        }

        private void ReadComponent(byte[] buffer, ManifestComponent component)
        {
            int key;
            int seen = 0;
            StrictMap map = new StrictMap();
            map.Open(_cbor.Reader);
            while (_cbor.IsKnown && map.Next(_cbor.Reader, out key))
            {
                seen |= 1 << (key & 31);
                switch (key)
                {
                    case ManifestKey.ComponentId:
                        component.Id = (ComponentCode)_cbor.Int((int)ComponentCode.Application, (int)ComponentCode.Model);
                        break;
                    case ManifestKey.ComponentVersion:
                        component.Version = _cbor.Number(1);
                        break;
                    case ManifestKey.ComponentFloor:
                        component.Floor = _cbor.Number(0);
                        break;
                    case ManifestKey.ComponentSize:
                        component.Size = _cbor.Int(1, ManifestComponent.MaxChunks << ManifestComponent.MaxChunkLog2);
                        break;
                    case ManifestKey.ComponentChunkLog2:
                        component.ChunkLog2 = _cbor.Int(ManifestComponent.MinChunkLog2, ManifestComponent.MaxChunkLog2);
                        break;
                    case ManifestKey.ComponentRoot:
                        _cbor.Bytes(buffer, component.Root);
                        break;
                    case ManifestKey.ComponentSalt:
                        _cbor.Bytes(buffer, component.Salt);
                        break;
                    default:
                        _cbor.Unknown();
                        break;
                }
            }

            _cbor.Require(seen, AllOfComponent);
        }

        private void ReadRules(Manifest manifest)
        {
            manifest.RuleCount = _cbor.Items(1, Manifest.MaxRules);
            for (int i = 0; i < manifest.RuleCount; i++)
            {
                PairRule rule = new PairRule();
                _cbor.Items(5, 5);
                rule.ApplicationLow = _cbor.Number(0);
                rule.ApplicationHigh = _cbor.Number(0);
                rule.ModelLow = _cbor.Number(0);
                rule.ModelHigh = _cbor.Number(0);
                rule.TensorAbi = _cbor.Number(0);
                manifest.Rules[i] = rule;
                if (rule.ApplicationLow > rule.ApplicationHigh || rule.ModelLow > rule.ModelHigh)
                {
                    _cbor.Reader.Fail(FrameErrorCode.Inconsistent);
                }
            }
        }
    }
}
