using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// The block files `ob-000`, `ob-001` … and the figures of their wear. A write counts only when reading back gives the
    /// same bytes: flash that takes nothing reports no error. One thread; the figures may be read by any.
    /// </summary>
    internal sealed class BlockFiles
    {
        private readonly IFileStore _files;
        private readonly string[] _names;

        internal BlockFiles(IFileStore files, int blockCount)
        {
            _files = files;
            _names = new string[blockCount];
            for (int i = 0; i < blockCount; i++)
            {
                _names[i] = "ob-" + new string(new[] { Digit(i / 100), Digit(i / 10), Digit(i) });
            }
        }

        /// <summary>Bytes written to the store; wraps.</summary>
        internal uint BytesWritten { get; private set; }

        /// <summary>Operations that failed, read-backs that differed included.</summary>
        internal uint Faults { get; private set; }

        /// <summary>
        /// Begins or continues a block with the first bytes of <paramref name="buffer"/>, which afterwards holds what was read
        /// back.
        /// </summary>
        internal bool Put(int slot, int at, byte[] buffer, int count)
        {
            uint check = Crc32.Compute(buffer, 0, count);
            BytesWritten += (uint)count;
            FileStatusCode status = at == 0
                ? _files.Write(_names[slot], buffer, 0, count)
                : _files.Append(_names[slot], buffer, 0, count);
            bool isDone = status == FileStatusCode.Ok && IsWritten(slot, at, buffer, count, check);
            Faults += isDone ? 0u : 1u;
            return isDone;
        }

        /// <summary>Reads a block; its length, 0 when there is none, -1 when it cannot be read.</summary>
        internal int Read(int slot, byte[] buffer)
        {
            int length;
            FileStatusCode status = _files.Read(_names[slot], buffer, out length);
            if (status == FileStatusCode.Ok || status == FileStatusCode.NotFound)
            {
                return status == FileStatusCode.Ok ? length : 0;
            }

            Faults++;
            return -1;
        }

        /// <summary>True when the file is gone.</summary>
        internal bool Delete(int slot)
        {
            FileStatusCode status = _files.Delete(_names[slot]);
            bool isGone = status == FileStatusCode.Ok || status == FileStatusCode.NotFound;
            Faults += isGone ? 0u : 1u;
            return isGone;
        }

        private static char Digit(int number)
        {
            return (char)('0' + number % 10);
        }

        private bool IsWritten(int slot, int at, byte[] buffer, int count, uint check)
        {
            int length;
            return _files.Read(_names[slot], buffer, out length) == FileStatusCode.Ok && length == at + count
                && Crc32.Compute(buffer, at, count) == check;
        }
    }
}
