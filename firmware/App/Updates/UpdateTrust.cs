using Stethos.Crypto;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.App.Updates
{
    /// <summary>What a node believes of what it is told to become: commands, dates, manifests. One thread.</summary>
    public sealed class UpdateTrust
    {
        // A nonce that is given for ever could be answered for ever.
        private const long NonceLifeMs = 24L * 60 * 60 * 1000;
        private readonly CommandGuard _commands;
        private readonly FreshnessGuard _freshness;
        private readonly KeySetStore _store;
        private readonly UpdateMachine _machine;
        private readonly IRandom _random;
        private readonly MessageReader _reader = new MessageReader();
        private readonly FreshnessMessage _dated = new FreshnessMessage();
        private KeySet? _keys;
        private bool _hasNonce;

        /// <summary><paramref name="store"/>: whose releases it takes; nobody's when it holds no key set.</summary>
        public UpdateTrust(CommandEnvelope envelope, byte[] device, KeySetStore store, UpdateMachine machine, IRandom random)
        {
            _store = store;
            _keys = store.Load();
            _machine = machine;
            _random = random;
            _commands = new CommandGuard(envelope, device);
            _freshness = new FreshnessGuard(envelope, device, machine.Record.TrustedTime);
        }

        /// <summary>Puts the nonce into a status that the next command has to bring back.</summary>
        internal void Ask(UpdateStatus status, long nowMs)
        {
            if (!_hasNonce || _commands.NonceAgeMs(nowMs) > NonceLifeMs)
            {
                byte[] drawn = new byte[UpdateStatus.NonceLength];
                for (int i = 0; i < drawn.Length; i++)
                {
                    drawn[i] = (byte)_random.Next(256);
                }

                _commands.Renew(drawn, nowMs);
                _hasNonce = true;
            }

            status.HasNonce = true;
            System.Array.Copy(_commands.Nonce, 0, status.Nonce, 0, UpdateStatus.NonceLength);
        }

        /// <summary>None for a command of this node's gateway, for this node, in time and not given before.</summary>
        internal UpdateReasonCode TakeCommand(byte[] message, int count, long nowMs, UpdateCommandMessage command)
        {
            return command.Read(message, 0, count, _reader) != FrameErrorCode.None
                ? UpdateReasonCode.CommandMalformed
                : _commands.Take(command, nowMs);
        }

        /// <summary>Takes the gateway's word on which release is the newest, and when that was.</summary>
        internal UpdateReasonCode TakeFreshness(byte[] message, int count, long nowMs)
        {
            if (_dated.Read(message, 0, count, _reader) != FrameErrorCode.None)
            {
                return UpdateReasonCode.CommandMalformed;
            }

            UpdateReasonCode reason = _freshness.Take(_dated, nowMs);
            return reason != UpdateReasonCode.None ? reason
                : _machine.Remember(_freshness.FloorSeconds);
        }

        /// <summary>
        /// Why no release can be judged; None when one can. A key set below the one the record knows, because the newer file is
        /// damaged, lets no release in: it is good only for taking the newer one again.
        /// </summary>
        internal UpdateReasonCode Unable
        {
            get
            {
                return _keys == null ? UpdateReasonCode.KeyUnknown
                    : _keys.Version < _machine.Record.KeysetVersion ? UpdateReasonCode.KeySetMismatch
                    : UpdateReasonCode.None;
            }
        }

        /// <summary>Version of the key set in use; 0 = none.</summary>
        internal int KeySetVersion
        {
            get { return _keys == null ? 0 : _keys.Version; }
        }

        /// <summary>A judge of bundles by the owner's keys; null when <see cref="Unable"/> says why.</summary>
        internal ReleaseVerifier? MakeVerifier()
        {
            return _keys == null || Unable != UpdateReasonCode.None ? null : new ReleaseVerifier(_keys);
        }

        /// <summary>A judge of the next key set; null when the node was given none.</summary>
        internal KeySetIntake? MakeIntake()
        {
            return _keys == null ? null : new KeySetIntake(_keys, _store);
        }

        /// <summary>Whether the key set with this SHA-256 is the one in use.</summary>
        internal bool IsInUse(byte[] digest)
        {
            return _keys != null && Unable == UpdateReasonCode.None
                && IsDigestOf(_keys.Bytes, 0, _keys.Bytes.Length, digest, digest.Length);
        }

        /// <summary>Trusts a key set that was judged and is kept on flash.</summary>
        internal UpdateReasonCode Use(KeySet taken)
        {
            _keys = taken;
            return Settle();
        }

        /// <summary>The record learns of the key set that flash holds: the power may have gone in between.</summary>
        internal UpdateReasonCode Settle()
        {
            if (_keys == null || _keys.Version < _machine.Record.KeysetVersion)
            {
                return UpdateReasonCode.None;
            }

            return _store.Name(_keys) == FileStatusCode.Ok
                ? _machine.TakeKeySet(_keys.Version, _keys.SequenceBase)
                : UpdateReasonCode.StoreFault;
        }

        /// <summary>
        /// Whether a key set may be the next one. While the file of the one in use is damaged nothing but that one: the root keys before
        /// it, which it may have taken out of use, could sign another in its place.
        /// </summary>
        internal bool MayTake(byte[] digest)
        {
            return _keys != null && (_keys.Version >= _machine.Record.KeysetVersion || _store.IsNamed(digest));
        }

        /// <summary>What the node holds against a release at this moment, in <paramref name="facts"/>.</summary>
        internal void Fill(NodeFacts facts, long nowMs)
        {
            BootRecord record = _machine.Record;
            facts.ApplicationVersion = record.VersionOf(
                ComponentCode.Application, SlotPair.SlotOf(record.Active, ComponentCode.Application));
            facts.ModelVersion = record.VersionOf(ComponentCode.Model, SlotPair.SlotOf(record.Active, ComponentCode.Model));
            facts.ApplicationFloor = record.ApplicationFloor;
            facts.ModelFloor = record.ModelFloor;
            facts.Sequence = record.ManifestSequence;
            facts.KeySetVersion = record.KeysetVersion;
            facts.TrustedTimeSeconds = _freshness.NowSeconds(nowMs);
        }

        /// <summary>Whether a manifest has a digest that begins with the <paramref name="count"/> first bytes of another.</summary>
        internal static bool IsDigestOf(byte[] store, int at, int length, byte[] digest, int count)
        {
            byte[] computed = new byte[Sha256.DigestLength];
            Sha256 sha = new Sha256();
            sha.Update(store, at, length);
            sha.Finish(computed, 0);
            return SecretBytes.AreEqual(computed, 0, digest, 0, count);
        }
    }
}
