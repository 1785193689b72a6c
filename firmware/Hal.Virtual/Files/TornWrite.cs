using System;

namespace Stethos.Hal.Virtual.Files
{
    /// <summary>What a torn write or append leaves in its file.</summary>
    public static class TornWrite
    {
        /// <summary>
        /// The file's new content, null = no file. <paramref name="old"/> is what the file held (null = there was none),
        /// <paramref name="before"/> what stands before <paramref name="added"/>: all of it for an append, nothing for a write.
        /// </summary>
        public static byte[]? Leave(byte[]? old, byte[] before, byte[] added, TearPattern pattern, bool isAppend, Random random)
        {
            ArgumentNullException.ThrowIfNull(random);
            ArgumentNullException.ThrowIfNull(added);
            int part = added.Length == 0 ? 0 : random.Next(added.Length);
            switch (pattern)
            {
                case TearPattern.Everything:
                    return [.. before, .. added];
                case TearPattern.FirstByte:
                    return [.. before, .. added.AsSpan(0, Math.Min(1, added.Length))];
                case TearPattern.Half:
                    return [.. before, .. added.AsSpan(0, added.Length / 2)];
                case TearPattern.AllButLast:
                    return [.. before, .. added.AsSpan(0, Math.Max(0, added.Length - 1))];
                case TearPattern.RandomPart:
                    return [.. before, .. added.AsSpan(0, part)];
                case TearPattern.Overlaid:
                    byte[] kept = isAppend || old == null || old.Length <= part ? [] : old[part..];
                    return [.. before, .. added.AsSpan(0, part), .. kept];
                case TearPattern.ErasedTail:
                    return [.. before, .. added.AsSpan(0, part), .. Filled(added.Length - part, 0xFF)];
                case TearPattern.ZeroTail:
                    return [.. before, .. added.AsSpan(0, part), .. Filled(added.Length - part, 0)];
                case TearPattern.GarbageTail:
                    byte[] garbage = new byte[added.Length - part];
                    random.NextBytes(garbage);
                    return [.. before, .. added.AsSpan(0, part), .. garbage];
                case TearPattern.FlippedBit:
                    byte[] wrong = [.. added];
                    wrong[part] ^= (byte)(1 << random.Next(8));
                    return [.. before, .. wrong];
                case TearPattern.Empty when !isAppend:
                    return [];
                case TearPattern.Gone when !isAppend:
                    return null;
                default:
                    return old;
            }
        }

        private static byte[] Filled(int count, byte value)
        {
            byte[] bytes = new byte[count];
            Array.Fill(bytes, value);
            return bytes;
        }
    }
}
