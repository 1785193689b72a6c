namespace Stethos.Protocol
{
    /// <summary>Typed-array tags used on the wire (RFC 8746, section 2.1).</summary>
    public static class CborTag
    {
        /// <summary>uint8 array.</summary>
        public const int Uint8Array = 64;

        /// <summary>int16 array, little-endian.</summary>
        public const int Int16Array = 77;

        /// <summary>float16 array, little-endian.</summary>
        public const int Float16Array = 84;

        /// <summary>float32 array, little-endian.</summary>
        public const int Float32Array = 85;
    }
}
