namespace Stethos.Crypto.Lms
{
    /// <summary>
    /// Parameter sets of LMS and LM-OTS with SHA-256: RFC 8554 (tables 1 and 2, 32-byte hashes) and SP 800-208 (section 4,
    /// hashes cut to 24 bytes). Type codes are those of IANA's "Leighton-Micali Signatures" registry.
    /// </summary>
    public static class LmsParameters
    {
        /// <summary>Bytes of the key identifier I.</summary>
        public const int IdentifierLength = 16;

        /// <summary>Longest hash.</summary>
        public const int MaxHashLength = Sha256.DigestLength;

        /// <summary>Longest public key: two types, I and the root.</summary>
        public const int MaxKeyLength = 8 + IdentifierLength + MaxHashLength;

        private const int FirstOfTree32 = 5;
        private const int FirstOfTree24 = 10;
        private const int TreesOfAHash = 5;
        private const int ChainsOfAHash = 4;

        private static readonly int[] ChainCounts = { 265, 133, 67, 34, 200, 101, 51, 26 };
        private static readonly int[] Shifts = { 7, 6, 4, 0, 8, 6, 4, 0 };

        /// <summary>Bytes of the hash of an LM-OTS type: 32 or 24; 0 for a type that is not known.</summary>
        public static int HashLength(int otsType)
        {
            return otsType < 1 || otsType > 2 * ChainsOfAHash ? 0 : otsType <= ChainsOfAHash ? MaxHashLength : 24;
        }

        /// <summary>Bits per chain of a known LM-OTS type: 1, 2, 4 or 8.</summary>
        public static int Width(int otsType)
        {
            return 1 << ((otsType - 1) % ChainsOfAHash);
        }

        /// <summary>Chains of a known LM-OTS type: p of RFC 8554.</summary>
        public static int Chains(int otsType)
        {
            return ChainCounts[otsType - 1];
        }

        /// <summary>By how much the checksum of a known LM-OTS type is shifted: ls of RFC 8554.</summary>
        public static int ChecksumShift(int otsType)
        {
            return Shifts[otsType - 1];
        }

        /// <summary>Height of the tree of an LMS type: 5, 10, 15, 20 or 25; 0 for a type that is not known.</summary>
        public static int Height(int treeType)
        {
            return treeType < FirstOfTree32 || treeType >= FirstOfTree24 + TreesOfAHash
                ? 0
                : 5 * ((treeType - FirstOfTree32) % TreesOfAHash + 1);
        }

        /// <summary>Bytes of the hash of a known LMS type.</summary>
        public static int TreeHashLength(int treeType)
        {
            return treeType < FirstOfTree24 ? MaxHashLength : 24;
        }

        /// <summary>Whether the two types are known and use the same hash, as SP 800-208, section 4, asks.</summary>
        public static bool AreKnown(int treeType, int otsType)
        {
            return Height(treeType) > 0 && HashLength(otsType) == TreeHashLength(treeType);
        }

        /// <summary>Whether these bytes are a public key of known types, exactly.</summary>
        public static bool IsKey(byte[] key, int at, int count)
        {
            return count >= 8 && IsSmall(key, at) && IsSmall(key, at + 4) && AreKnown(key[at + 3], key[at + 7])
                && count == KeyLength(key[at + 3]);
        }

        /// <summary>Bytes of a public key of these types.</summary>
        public static int KeyLength(int treeType)
        {
            return 8 + IdentifierLength + TreeHashLength(treeType);
        }

        /// <summary>Bytes of a signature of these types.</summary>
        public static int SignatureLength(int treeType, int otsType)
        {
            return 12 + HashLength(otsType) * (1 + Chains(otsType) + Height(treeType));
        }

        private static bool IsSmall(byte[] key, int at)
        {
            return (key[at] | key[at + 1] | key[at + 2]) == 0;
        }
    }
}
