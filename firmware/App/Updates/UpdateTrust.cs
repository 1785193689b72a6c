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
        private readonly KeySet? _keys;
        private readonly UpdateMachine _machine;
        private readonly IRandom _random;
        private readonly MessageReader _reader = new MessageReader();
        private readonly FreshnessMessage _dated = new FreshnessMessage();
        private bool _hasNonce;

        /// <summary><paramref name="keys"/>: whose releases it takes; null = nobody's.</summary>
        public UpdateTrust(CommandEnvelope envelope, byte[] device, KeySet? keys, UpdateMachine machine, IRandom random)
        {
            _keys = keys;
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
                : _machine.Remember(_machine.Record.KeysetVersion, _freshness.FloorSeconds);
        }

        /// <summary>A judge of bundles by the owner's keys; null when the node was given none.</summary>
        internal ReleaseVerifier? MakeVerifier()
        {
            return _keys == null ? null : new ReleaseVerifier(_keys);
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
