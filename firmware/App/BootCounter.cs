using Stethos.Hal;

namespace Stethos.App
{
    /// <summary>
    /// Gives each start of the node a boot number that it never had before, because a repeated one makes the gateway drop
    /// new frames as duplicates. The last number is in two small files with a check each; only the older one is replaced,
    /// so a cut spoils at most the number that nobody was given yet. What cannot be known is not guessed but drawn: a node
    /// without any count (new, or its flash erased) begins at a random number, one that lost a copy skips a random stretch,
    /// and one whose store takes no count runs under a random number of the upper half, which no count reaches.
    /// </summary>
    public sealed class BootCounter
    {
        /// <summary>Numbers from here on are drawn by a node that could not store its count.</summary>
        public const uint Unstored = 0x80000000;

        private const int RecordLength = 8;
        private const int Attempts = 3;
        private const int Skip = 1 << 20;
        private const int FirstRange = 1 << 30;
        private const uint Mark = 0x53544554;
        private readonly IFileStore _files;
        private readonly IRandom _random;
        private readonly byte[] _record = new byte[RecordLength + 1];

        /// <summary><paramref name="random"/> must differ from start to start: seeded by the chip, not by a constant.</summary>
        public BootCounter(IFileStore files, IRandom random)
        {
            _files = files;
            _random = random;
        }

        /// <summary>Number of the start before, as far as it is known; 0 = not known.</summary>
        public uint Previous { get; private set; }

        /// <summary>Copies that were damaged, and reads and writes that failed.</summary>
        public uint Faults { get; private set; }

        /// <summary>Draws a number for a node without a file store, 1 to 2^30.</summary>
        public static uint Draw(IRandom random)
        {
            return 1 + (uint)random.Next(FirstRange);
        }

        /// <summary>The number of this start, greater than <paramref name="above"/>; call it once per start.</summary>
        public uint Next(uint above)
        {
            bool isAbsentA;
            bool isAbsentB;
            uint a = Read("boot-a", out isAbsentA);
            uint b = Read("boot-b", out isAbsentB);
            Previous = a > b ? a : b;
            bool hasBoth = a != 0 && b != 0;
            Faults += (a == 0 && !isAbsentA ? 1u : 0u) + (b == 0 && !isAbsentB ? 1u : 0u);

            // The copy that is gone may have been the newer one.
            uint next = Previous == 0 ? Draw(_random)
                : hasBoth ? Previous + 1
                : Previous + 2 + (uint)_random.Next(Skip);
            if (next <= above || next == 0)
            {
                next = above + 1 + (uint)_random.Next(Skip);
            }

            // The newer copy is only touched when it alone does not say enough, or the other could not be written.
            string older = a > b ? "boot-b" : "boot-a";
            bool isStored = Store(older, next);
            if (!isStored || !hasBoth)
            {
                isStored |= Store(a > b ? "boot-a" : "boot-b", next);
            }

            if (isStored)
            {
                return next;
            }

            uint drawn = Unstored + (uint)_random.Next(int.MaxValue);
            return drawn > above ? drawn : above + 1 + (uint)_random.Next(Skip);
        }

        // Reads it back: a count that did not get down would be given again, with all its keys.
        private bool Store(string name, uint count)
        {
            for (int i = 0; i < Attempts; i++)
            {
                bool isAbsent;
                Put(0, count);
                Put(4, count ^ Mark);
                if (_files.Write(name, _record, 0, RecordLength) == FileStatusCode.Ok && Read(name, out isAbsent) == count)
                {
                    return true;
                }

                Faults++;
            }

            return false;
        }

        // 0 when there is no whole count.
        private uint Read(string name, out bool isAbsent)
        {
            FileStatusCode status = FileStatusCode.MediumFault;
            int length = 0;
            for (int i = 0; i < Attempts && status == FileStatusCode.MediumFault; i++)
            {
                status = _files.Read(name, _record, out length);
                Faults += status == FileStatusCode.MediumFault ? 1u : 0u;
            }

            isAbsent = status == FileStatusCode.NotFound;
            if (status != FileStatusCode.Ok || length != RecordLength)
            {
                return 0;
            }

            uint value = Get(0);
            return (value ^ Mark) == Get(4) ? value : 0;
        }

        private void Put(int offset, uint value)
        {
            _record[offset] = (byte)value;
            _record[offset + 1] = (byte)(value >> 8);
            _record[offset + 2] = (byte)(value >> 16);
            _record[offset + 3] = (byte)(value >> 24);
        }

        private uint Get(int offset)
        {
            return _record[offset] | ((uint)_record[offset + 1] << 8) | ((uint)_record[offset + 2] << 16)
                | ((uint)_record[offset + 3] << 24);
        }
    }
}
