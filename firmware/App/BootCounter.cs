using Stethos.Hal;

namespace Stethos.App
{
    /// <summary>
    /// Counts the node's starts in two small files written in turn, each with its own check, because replacing a file
    /// is not atomic: a power cut spoils at most the copy being written and the count never repeats.
    /// </summary>
    public static class BootCounter
    {
        private const int RecordLength = 8;
        private const int Attempts = 3;
        private const uint Mark = 0x53544554;

        /// <summary>Reads the last count, adds one, stores it, and returns it (1 on a new node).</summary>
        public static uint Next(IFileStore files)
        {
            uint a = Read(files, "boot-a");
            uint b = Read(files, "boot-b");
            uint next = (a > b ? a : b) + 1;
            byte[] record = new byte[RecordLength];
            Put(record, 0, next);
            Put(record, 4, next ^ Mark);

            // Overwrites the older copy, so that the newer one survives a cut. Reads it back: a count that did not get down
            // would be given again, with all its keys.
            string older = a > b ? "boot-b" : "boot-a";
            for (int i = 0; i < Attempts; i++)
            {
                if (files.Write(older, record, 0, RecordLength) == FileStatusCode.Ok && Read(files, older) == next)
                {
                    break;
                }
            }

            return next;
        }

        private static uint Read(IFileStore files, string name)
        {
            byte[] record = new byte[RecordLength];
            int length;
            if (files.Read(name, record, out length) != FileStatusCode.Ok || length != RecordLength)
            {
                return 0;
            }

            uint value = Get(record, 0);
            return (value ^ Mark) == Get(record, 4) ? value : 0;
        }

        private static void Put(byte[] record, int offset, uint value)
        {
            record[offset] = (byte)value;
            record[offset + 1] = (byte)(value >> 8);
            record[offset + 2] = (byte)(value >> 16);
            record[offset + 3] = (byte)(value >> 24);
        }

        private static uint Get(byte[] record, int offset)
        {
            return record[offset] | ((uint)record[offset + 1] << 8) | ((uint)record[offset + 2] << 16)
                | ((uint)record[offset + 3] << 24);
        }
    }
}
