using Stethos.App.Configuration;
using Stethos.App.Retained;
using Stethos.Crypto;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>
    /// Takes the time from acknowledgements. With a device key only a time that answers the nonce of the latest state
    /// message, once, within 10 s, with the right MAC; without a key any. One thread.
    /// </summary>
    public sealed class GatewayTime
    {
        /// <summary>A nonce counts for this long, so that an answer held back cannot shift the clock by more.</summary>
        public const int NonceLifeMs = 10000;

        private const string Label = "stethos-time-1";
        private const int NonceAt = 14 + FrameKey.DeviceLength;
        private const int TimeAt = NonceAt + StateMessage.NonceLength;
        private const int BootBytes = 4;
        private readonly HmacSha256? _hmac;
        private readonly NodeClock _clock;
        private readonly IRandom _random;
        private readonly ErrorCounters _errors;
        private readonly uint _boot;
        private readonly byte[] _covered = new byte[TimeAt + 8];
        private readonly byte[] _mac = new byte[Sha256.DigestLength];
        private bool _isAsked;
        private long _askedMs;
        private bool _isAnswered;

        public GatewayTime(byte[] device, byte[]? key, uint boot, NodeClock clock, IRandom random, ErrorCounters errors)
            : this(device, key == null ? null : new HmacSha256(key, 0, key.Length), boot, clock, random, errors)
        {
        }

        /// <summary>With a keyed hash that others on the same thread use too, such as the configuration keeper's.</summary>
        public GatewayTime(byte[] device, HmacSha256? hmac, uint boot, NodeClock clock, IRandom random, ErrorCounters errors)
        {
            _hmac = hmac;
            _clock = clock;
            _random = random;
            _errors = errors;
            _boot = boot;
            Labels.Put(Label, _covered);
            System.Array.Copy(device, 0, _covered, Label.Length, FrameKey.DeviceLength);
        }

        /// <summary>
        /// The gateway has answered a nonce of this boot with the device key, however late; without a key nobody can, and everything
        /// counts.
        /// </summary>
        public bool IsAnswered
        {
            get { return _hmac == null || _isAnswered; }
        }

        /// <summary>
        /// Asks anew: fills a state message's nonce. The boot count in it never comes again, even if the random source
        /// does.
        /// </summary>
        public void Ask(StateMessage state)
        {
            state.HasNonce = _hmac != null;
            if (_hmac == null)
            {
                return;
            }

            ByteFields.Put(_covered, NonceAt, _boot);
            for (int i = BootBytes; i < StateMessage.NonceLength; i++)
            {
                _covered[NonceAt + i] = (byte)_random.Next(256);
            }

            System.Array.Copy(_covered, NonceAt, state.Nonce, 0, StateMessage.NonceLength);
            _isAsked = true;
            _askedMs = _clock.UptimeMs;
        }

        /// <summary>Takes an acknowledgement's time, if it is to be believed.</summary>
        public void Take(Acknowledgement acknowledgement)
        {
            if (_hmac == null)
            {
                Set(acknowledgement.TimeMs);
            }
            else if (acknowledgement.HasMac)
            {
                bool isAnswer = _isAsked && IsAuthentic(_hmac, acknowledgement);
                _isAnswered |= isAnswer;
                if (isAnswer && _clock.UptimeMs - _askedMs <= NonceLifeMs)
                {
                    _isAsked = false;
                    Set(acknowledgement.TimeMs);
                }
                else
                {
                    _errors.Count(NodeErrorCode.TimeUnauthentic);
                }
            }
        }

        private bool IsAuthentic(HmacSha256 hmac, Acknowledgement acknowledgement)
        {
            ulong time = acknowledgement.TimeMs;
            ByteFields.PutBigEndian(_covered, TimeAt, (uint)(time >> 32));
            ByteFields.PutBigEndian(_covered, TimeAt + 4, (uint)time);
            hmac.Update(_covered, 0, _covered.Length);
            hmac.Finish(_mac, 0);
            return SecretBytes.AreEqual(_mac, 0, acknowledgement.Mac, 0, Acknowledgement.MacLength);
        }

        private void Set(ulong timeMs)
        {
            if (_clock.Set(timeMs))
            {
                _errors.Count(NodeErrorCode.ClockJumped);
            }
        }
    }
}
