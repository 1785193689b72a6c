using Stethos.App.Supervision;
using Stethos.Crypto;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Configuration
{
    /// <summary>
    /// Takes configurations from the gateway: proves who sent them, refuses what is old, unknown or out of range, stores
    /// them in a slot, tries them after a restart and goes back when the gateway does not answer. Thread safe.
    /// </summary>
    public sealed class ConfigurationKeeper
    {
        private const string Label = "stethos-cfg-1";
        private readonly ConfigurationSlots _slots;
        private readonly NodeSettings _settings;
        private readonly HmacSha256? _hmac;
        private readonly ErrorCounters _errors;
        private readonly ReportBox _reports;

        // Its body lies where a slot is read and written: it is taken out before either happens.
        private readonly ConfigurationMessage _message;
        private readonly NodeSettings _proposed;
        private readonly SettingsBody _body = new SettingsBody();
        private readonly MessageReader _reader = new MessageReader();
        private readonly byte[] _mac = new byte[Sha256.DigestLength];
        private readonly byte[] _covered = new byte[Label.Length + FrameKey.DeviceLength + 4];
        private readonly object _sync = new object();

        /// <summary>
        /// <paramref name="flashed"/>: the settings in force when there is no other; <paramref name="key"/>: the device
        /// key, null = the node has none and refuses every configuration.
        /// </summary>
        public ConfigurationKeeper(
            IFileStore files, byte[] device, byte[]? key, NodeSettings flashed, ErrorCounters errors, ReportBox reports)
        {
            _settings = flashed;
            _proposed = flashed.Fresh();
            _slots = new ConfigurationSlots(files, _body, _proposed);
            _message = new ConfigurationMessage(_slots.Scratch);
            _hmac = key == null ? null : new HmacSha256(key, 0, key.Length);
            _errors = errors;
            _reports = reports;
            Labels.Put(Label, _covered);
            System.Array.Copy(device, 0, _covered, Label.Length, FrameKey.DeviceLength);
        }

        /// <summary>The settings in force; never changed within a boot.</summary>
        public NodeSettings Settings
        {
            get { return _settings; }
        }

        /// <summary>
        /// The keyed hash of the device key, null without one. Used within calls on the link's thread only, which may use it for
        /// other messages too.
        /// </summary>
        public HmacSha256? Hmac
        {
            get { return _hmac; }
        }

        /// <summary>Number of the configuration in force; 0 = the flashed one.</summary>
        public uint Number
        {
            get { return _slots.Number; }
        }

        public bool IsOnTrial
        {
            get { return _slots.IsOnTrial; }
        }

        /// <summary>A configuration waits for a restart to come into force, or to go out of it.</summary>
        public bool WantsRestart { get; private set; }

        /// <summary>
        /// Puts the stored configuration in force. One on trial whose boot ended badly is rejected at once.
        /// </summary>
        public void Start(bool lastBootEndedBadly)
        {
            lock (_sync)
            {
                NodeSettings flashed = _settings.Fresh();
                flashed.CopyFrom(_settings);
                _slots.Load(_settings);
                bool isSlotDamaged = _slots.IsSlotDamaged;
                bool isLedgerDamaged = _slots.IsLedgerDamaged;
                bool isPartlyUnknown = _slots.IsPartlyUnknown;
                if (_slots.IsOnTrial && lastBootEndedBadly)
                {
                    Note(_slots.Reject());
                    _settings.CopyFrom(flashed);
                    _slots.Load(_settings);
                }

                CountIf(isSlotDamaged, NodeErrorCode.ConfigurationCorrupt);
                CountIf(isLedgerDamaged, NodeErrorCode.RecordCorrupt);
                CountIf(isPartlyUnknown, NodeErrorCode.ConfigurationUnknownKey);
                if (_slots.Untold != 0)
                {
                    _errors.Count(NodeErrorCode.ConfigurationReverted);
                    _reports.PostResult(_slots.Untold, ConfigurationResultCode.Reverted, 0);
                    Note(_slots.NoteTold());
                }
            }
        }

        /// <summary>Takes a message from the configuration topic.</summary>
        public void Take(byte[] buffer, int offset, int count)
        {
            lock (_sync)
            {
                int setting = 0;
                uint number = 0;
                ConfigurationResultCode result = ConfigurationResultCode.Malformed;
                if (_message.Read(buffer, offset, count, _reader) == FrameErrorCode.None)
                {
                    number = _message.Number;
                    result = Judge();
                    setting = result == ConfigurationResultCode.UnknownKey || result == ConfigurationResultCode.OutOfRange
                        || result == ConfigurationResultCode.Inconsistent ? _body.Fault : 0;
                }

                CountRefusal(result);
                _reports.PostResult(number, result, setting);
                WantsRestart |= result == ConfigurationResultCode.Accepted;
            }
        }

        /// <summary>The gateway has answered: what is on trial stays.</summary>
        public void NoteAnswer()
        {
            lock (_sync)
            {
                // A new one that waits for its restart is not what was answered.
                if (_slots.IsOnTrial && !WantsRestart)
                {
                    Note(_slots.Confirm());
                    _reports.PostResult(_slots.Number, ConfigurationResultCode.Confirmed, 0);
                }
            }
        }

        /// <summary>Gives up what is on trial when its time is over.</summary>
        public void Step(long uptimeMs)
        {
            lock (_sync)
            {
                if (_slots.IsOnTrial && !WantsRestart && uptimeMs > 1000L * _settings.TrialSeconds)
                {
                    Note(_slots.Reject());
                    WantsRestart = true;
                }
            }
        }

        private ConfigurationResultCode Judge()
        {
            if (_hmac == null)
            {
                return ConfigurationResultCode.WithoutKey;
            }

            Retained.ByteFields.PutBigEndian(_covered, _covered.Length - 4, _message.Number);
            _hmac.Update(_covered, 0, _covered.Length);
            _hmac.Update(_message.Body, 0, _message.BodyLength);
            _hmac.Finish(_mac, 0);
            if (!SecretBytes.AreEqual(_mac, 0, _message.Mac, 0, ConfigurationMessage.MacLength))
            {
                return ConfigurationResultCode.Unauthentic;
            }

            if (_message.Number <= _slots.Seen)
            {
                return ConfigurationResultCode.Replayed;
            }

            _proposed.CopyFrom(_settings);
            ConfigurationResultCode result = _body.Read(_message.Body, 0, _message.BodyLength, _proposed, false);
            if (result != ConfigurationResultCode.Accepted)
            {
                return result;
            }

            FileStatusCode status = _slots.Store(_message.Number, _proposed);
            Note(status);
            return status == FileStatusCode.Ok ? ConfigurationResultCode.Accepted : ConfigurationResultCode.StorageFault;
        }

        private void CountRefusal(ConfigurationResultCode result)
        {
            NodeErrorCode error = result switch
            {
                ConfigurationResultCode.Unauthentic => NodeErrorCode.ConfigurationUnauthentic,
                ConfigurationResultCode.Replayed => NodeErrorCode.ConfigurationReplayed,
                ConfigurationResultCode.Malformed => NodeErrorCode.ConfigurationMalformed,
                ConfigurationResultCode.UnknownKey => NodeErrorCode.ConfigurationUnknownKey,
                ConfigurationResultCode.OutOfRange => NodeErrorCode.ConfigurationOutOfRange,
                ConfigurationResultCode.Inconsistent => NodeErrorCode.ConfigurationInconsistent,
                ConfigurationResultCode.WithoutKey => NodeErrorCode.ConfigurationWithoutKey,
                _ => NodeErrorCode.None
            };
            CountIf(error != NodeErrorCode.None, error);
        }

        private void Note(FileStatusCode status)
        {
            CountIf(status != FileStatusCode.Ok, FileErrors.Of(status));
        }

        private void CountIf(bool isSo, NodeErrorCode error)
        {
            if (isSo)
            {
                _errors.Count(error);
            }
        }
    }
}
