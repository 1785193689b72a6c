using System;
using Stethos.Crypto;
using Stethos.Protocol;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// Whether an update command is the gateway's, for this node, and for now. Time is the node's own uptime since it gave the
    /// nonce: no clock can be set back on it. A new nonce, at every start at least, ends all commands before.
    /// </summary>
    public sealed class CommandGuard
    {
        private readonly CommandEnvelope _envelope;
        private readonly byte[] _device = new byte[FrameKey.DeviceLength];
        private readonly byte[] _mac = new byte[UpdateCommandMessage.MacLength];
        private bool _hasNonce;
        private uint _attempt;
        private long _givenAtMs;

        public CommandGuard(CommandEnvelope envelope, byte[] device)
        {
            _envelope = envelope;
            Array.Copy(device, 0, _device, 0, _device.Length);
            Nonce = new byte[UpdateCommandMessage.NonceLength];
        }

        /// <summary>The nonce that the next command has to answer; tell the gateway.</summary>
        public byte[] Nonce { get; }

        /// <summary>Gives a new nonce, 8 random bytes. Call it after a start, and when the old one is over a day old.</summary>
        public void Renew(byte[] random, long uptimeMs)
        {
            Array.Copy(random, 0, Nonce, 0, Nonce.Length);
            _hasNonce = true;
            _attempt = 0;
            _givenAtMs = uptimeMs;
        }

        /// <summary>How long ago the nonce was given.</summary>
        public long NonceAgeMs(long uptimeMs)
        {
            return uptimeMs - _givenAtMs;
        }

        /// <summary>None = do it, once. Whatever is refused leaves everything as it was.</summary>
        public UpdateReasonCode Take(UpdateCommandMessage command, long uptimeMs)
        {
            if (!SecretBytes.AreEqual(command.Device, 0, _device, 0, _device.Length))
            {
                return UpdateReasonCode.CommandDevice;
            }

            _envelope.Compute(command, _mac);
            if (!SecretBytes.AreEqual(command.Mac, 0, _mac, 0, _mac.Length))
            {
                return UpdateReasonCode.MacWrong;
            }

            if (!_hasNonce || !SecretBytes.AreEqual(command.Nonce, 0, Nonce, 0, Nonce.Length))
            {
                return UpdateReasonCode.NonceMismatch;
            }

            if (uptimeMs - _givenAtMs > 1000L * command.TtlSeconds)
            {
                return UpdateReasonCode.CommandExpired;
            }

            if (command.Attempt <= _attempt)
            {
                return UpdateReasonCode.CommandReplayed;
            }

            _attempt = command.Attempt;
            return UpdateReasonCode.None;
        }
    }
}
