namespace Stethos.Protocol
{
    /// <summary>
    /// Integer map keys of update commands and dated messages, like <see cref="Field"/>; apart from it because a node that takes
    /// no updates while it measures need not hold them.
    /// </summary>
    public static class UpdateField
    {
        public const int OrderNonce = 6;
        public const int OrderTtl = 7;
        public const int OrderWave = 8;
        public const int OrderAttempt = 9;
        public const int OrderAction = 10;
        public const int OrderDigest = 11;
        public const int OrderMac = 12;

        public const int FreshSequence = 6;
        public const int FreshTime = 7;
        public const int FreshExpiry = 8;
        public const int FreshMac = 9;
    }
}
