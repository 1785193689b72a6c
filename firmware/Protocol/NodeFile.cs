using System;

namespace Stethos.Protocol
{
    /// <summary>
    /// The file written to a node when it is flashed: who it is, its key, its network and what it measures. One CBOR map
    /// with ascending keys, then the CRC-32 of the map, little-endian. See docs/protocol.md, "Node file".
    /// </summary>
    public sealed class NodeFile
    {
        /// <summary>Name of the file on the node.</summary>
        public const string FileName = "node.cbr";

        public const int MaxLength = 3072;
        public const int KeyLength = 32;
        public const int MaxAuthorityLength = 2048;
        public const int MaxHostLength = 64;
        public const int MaxSsidLength = 32;
        public const int MaxPasswordLength = 63;

        internal const int CurrentVersion = 1;
        internal const int FieldCount = 18;

        private const int ChecksumLength = 4;

        public NodeFile()
        {
            Board = "";
            Device = new byte[FrameKey.DeviceLength];
            Key = new byte[KeyLength];
            Site = "";
            Gateway = "";
            Name = "";
            Machine = "";
            Host = "";
            Authority = new byte[0];
            Ssid = "";
            Password = "";
            Orders = new float[4];
        }

        /// <summary>Board as in hardware/boards; the firmware refuses a file for another one.</summary>
        public string Board { get; set; }

        public byte[] Device { get; }

        /// <summary>256 random bits shared with the gateway.</summary>
        public byte[] Key { get; }

        public string Site { get; set; }

        public string Gateway { get; set; }

        public string Name { get; set; }

        public string Machine { get; set; }

        /// <summary>Host name or address of the broker.</summary>
        public string Host { get; set; }

        /// <summary>1 to 65,535.</summary>
        public int Port { get; set; }

        /// <summary>The site authority's certificate in DER; empty = no TLS.</summary>
        public byte[] Authority { get; set; }

        /// <summary>Empty = wired, or the credentials stored in the device configuration.</summary>
        public string Ssid { get; set; }

        public string Password { get; set; }

        /// <summary>100 to 3,600,000.</summary>
        public int PeriodMs { get; set; }

        /// <summary>0 = unknown; else up to 1,000,000.</summary>
        public int ShaftMilliHz { get; set; }

        public int EnvelopeLowHz { get; set; }

        public int EnvelopeHighHz { get; set; }

        /// <summary>BPFO, BPFI, BSF, FTF per revolution; all 0 = unknown.</summary>
        public float[] Orders { get; }

        /// <summary>Encodes the file; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            if (room < ChecksumLength)
            {
                return 0;
            }

            writer.Reset(buffer, offset, room - ChecksumLength);
            NodeFileFields.Write(this, writer);
            if (writer.Overflow)
            {
                return 0;
            }

            int length = writer.Length;
            uint crc = Crc32.Compute(buffer, offset, length);
            for (int i = 0; i < ChecksumLength; i++)
            {
                buffer[offset + length + i] = (byte)(crc >> (8 * i));
            }

            return length + ChecksumLength;
        }

        /// <summary>Decodes a file; after a fault the object's values are undefined. Unknown fields are skipped.</summary>
        public NodeFileCode Read(byte[] buffer, int offset, int count, CborReader reader)
        {
            int length = count - ChecksumLength;
            if (length < 1 || count > MaxLength)
            {
                return NodeFileCode.BadLength;
            }

            uint crc = 0;
            for (int i = ChecksumLength - 1; i >= 0; i--)
            {
                crc = (crc << 8) | buffer[offset + length + i];
            }

            if (Crc32.Compute(buffer, offset, length) != crc)
            {
                return NodeFileCode.BadChecksum;
            }

            reader.Reset(buffer, offset, length);
            return NodeFileFields.Read(this, buffer, reader);
        }

        /// <summary>The first field whose value makes no sense, or <see cref="NodeFileCode.Ok"/>.</summary>
        public NodeFileCode Check()
        {
            return Board.Length == 0 ? NodeFileCode.WrongBoard
                : IsZero(Device) ? NodeFileCode.WrongDevice
                : IsZero(Key) ? NodeFileCode.WrongKey
                : !Topics.IsName(Site) || !Topics.IsName(Gateway) ? NodeFileCode.WrongSite
                : Host.Length == 0 || Port < 1 || Port > 65535 ? NodeFileCode.WrongHost
                : PeriodMs < 100 || PeriodMs > 3600000 || ShaftMilliHz < 0 || ShaftMilliHz > 1000000
                    || EnvelopeLowHz < 1 || EnvelopeHighHz <= EnvelopeLowHz ? NodeFileCode.WrongSensing
                : NodeFileCode.Ok;
        }

        private static bool IsZero(byte[] bytes)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
