// Generated from hardware/led-codes.json by tests/Hardware.Tests (STETHOS_WRITE=1); do not edit.
namespace Stethos.App.LocalOutput
{
    /// <summary>Patterns of the lamp, by <see cref="LedCode"/>.</summary>
    internal static class LedPatterns
    {
        /// <summary>Time of one bit.</summary>
        internal const int StepMs = 100;

        /// <summary>1 = on, least significant bit first.</summary>
        internal static readonly uint[] Masks =
        {
            0x00000000, 0x00000001, 0x00033333, 0x00000333, 0x00003333, 0x00000003,
            0x00000033, 0x0000C3FF, 0x000CC3FF, 0x00CCC3FF, 0x0000001F, 0x00000001,
            0x00FFC3FF
        };

        /// <summary>Bits of the pattern; then it begins again.</summary>
        internal static readonly byte[] Steps =
        {
            1, 1, 32, 32, 32, 32, 32, 32, 32, 32, 10, 2, 32
        };
    }
}
