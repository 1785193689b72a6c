using System;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.Update.Trust
{
    /// <summary>
    /// What only the holders of a device's key can write: the codes of update commands and dated messages. Gateway and node
    /// compute them with the same code.
    /// </summary>
    public sealed class CommandEnvelope
    {
        /// <summary>Bytes of an update key.</summary>
        public const int KeyLength = 32;

        private const string KeyLabel = "stethos-update-1";
        private const string CommandLabel = "stethos-upd-1";
        private const string FreshnessLabel = "stethos-fresh-1";
        private const int Longest = 128;

        private readonly IKeyedHash _hash;
        private readonly byte[] _key = new byte[KeyLength];
        private readonly byte[] _covered = new byte[Longest];
        private int _length;

        /// <param name="deviceKey">The key that the node was flashed with, 16 to 32 bytes.</param>
        /// <param name="site">Site in the node's topics: a command of one site means nothing at another.</param>
        /// <param name="hash">The platform's HMAC-SHA256.</param>
        public CommandEnvelope(byte[] deviceKey, string site, IKeyedHash hash)
        {
            _hash = hash;
            Begin(KeyLabel);
            for (int i = 0; i < site.Length; i++)
            {
                _covered[_length++] = (byte)site[i];
            }

            hash.Compute(deviceKey, _covered, 0, _length, _key);
        }

        /// <summary>Writes the code of this command into <paramref name="mac"/>, 32 bytes.</summary>
        public void Compute(UpdateCommandMessage command, byte[] mac)
        {
            Begin(CommandLabel);
            Add(command.Device);
            Add(command.Nonce);
            Add((uint)command.TtlSeconds);
            Add(command.Wave);
            Add(command.Attempt);
            _covered[_length++] = (byte)command.Action;
            Add(command.Digest);
            _hash.Compute(_key, _covered, 0, _length, mac);
        }

        /// <summary>Writes the code of this dated message into <paramref name="mac"/>, 32 bytes.</summary>
        public void Compute(FreshnessMessage freshness, byte[] mac)
        {
            Begin(FreshnessLabel);
            Add(freshness.Device);
            Add(freshness.Sequence);
            Add(freshness.TimeSeconds);
            Add(freshness.ExpirySeconds);
            _hash.Compute(_key, _covered, 0, _length, mac);
        }

        private void Begin(string label)
        {
            for (int i = 0; i < label.Length; i++)
            {
                _covered[i] = (byte)label[i];
            }

            _length = label.Length;
        }

        private void Add(byte[] bytes)
        {
            Array.Copy(bytes, 0, _covered, _length, bytes.Length);
            _length += bytes.Length;
        }

        private void Add(uint value)
        {
            byte[] covered = _covered;
            int at = _length;
            covered[at] = (byte)(value >> 24);
            covered[at + 1] = (byte)(value >> 16);
            covered[at + 2] = (byte)(value >> 8);
            covered[at + 3] = (byte)value;
            _length = at + 4;
        }
    }
}
