using System;
using Stethos.Hal;

namespace Stethos.Update.Boot
{
    /// <summary>
    /// One log: a file of cells, appended until it is full, then written anew with the record twice. What a cell is worth is
    /// told by its own CRC only; torn or foreign bytes are stepped over.
    /// </summary>
    internal sealed class BootLogFile
    {
        private const int Attempts = 3;
        private const int Unknown = int.MaxValue;
        private readonly IFileStore _files;
        private readonly string _name;
        private readonly byte[] _buffer;
        private int _length;

        /// <summary><paramref name="buffer"/> is as long as the log may become; used within calls only.</summary>
        internal BootLogFile(IFileStore files, string name, byte[] buffer)
        {
            _files = files;
            _name = name;
            _buffer = buffer;
        }

        /// <summary>Whether there is a whole record.</summary>
        internal bool IsValid { get; private set; }

        /// <summary>Sequence of the newest record.</summary>
        internal uint Sequence { get; private set; }

        /// <summary>Cells that hold the newest record.</summary>
        internal int Copies { get; private set; }

        /// <summary>
        /// The log has to be written anew. Its last cell is kept for a second copy of its newest record, which it needs while
        /// the other log is written anew.
        /// </summary>
        internal bool IsFull
        {
            get { return Padding(2) < 0; }
        }

        /// <summary>The file is there and could not be read.</summary>
        internal bool IsUnreadable { get; private set; }

        /// <summary>The newest record.</summary>
        internal byte[] Cell { get; } = new byte[BootRecord.Length];

        internal void Load()
        {
            IsValid = false;
            Sequence = 0;
            Copies = 0;
            FileStatusCode status = _files.Read(_name, _buffer, out _length);
            IsUnreadable = status == FileStatusCode.MediumFault;
            if (status != FileStatusCode.Ok)
            {
                _length = status == FileStatusCode.NotFound ? 0 : Unknown;
                return;
            }

            // From the end, where the newest should be: older cells then cost no CRC.
            int cells = _length / BootRecord.Length;
            for (int i = cells - 1; i >= 0; i--)
            {
                int at = i * BootRecord.Length;
                uint sequence = BootRecord.SequenceAt(_buffer, at);
                if (sequence >= Sequence && BootRecord.IsAt(_buffer, at))
                {
                    Take(at, sequence);
                }
            }
        }

        /// <summary>
        /// Adds a record and reads it back; when it does not match, takes the next cell. A full log is written anew, and only
        /// if it <paramref name="mayRewrite"/>.
        /// </summary>
        internal bool Add(byte[] cell, uint sequence, bool mayRewrite)
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                if (!IsFull)
                {
                    Append(cell, Padding(2));
                }
                else if (mayRewrite)
                {
                    Rewrite(cell);
                }
                else
                {
                    return false;
                }

                Load();
                if (IsValid && Sequence == sequence && LittleEndian.AreEqual(Cell, 0, cell, 0, BootRecord.Length))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>
        /// Puts a second copy of the newest record into the log, in the cell kept for it; when that was torn, writes the log anew.
        /// The other log has to hold the record.
        /// </summary>
        internal void Double(byte[] scratch)
        {
            Array.Copy(Cell, 0, scratch, 0, BootRecord.Length);
            int pad = Padding(1);
            if (pad >= 0)
            {
                Append(scratch, pad);
            }
            else
            {
                Rewrite(scratch);
            }

            Load();
        }

        private void Take(int at, uint sequence)
        {
            Copies = IsValid && sequence == Sequence ? Copies + 1 : 1;
            IsValid = true;
            Sequence = sequence;
            Array.Copy(_buffer, at, Cell, 0, BootRecord.Length);
        }

        // Bytes up to the next cell; -1 = so many more cells do not fit.
        private int Padding(int cells)
        {
            if (_length > _buffer.Length)
            {
                return -1;
            }

            int torn = _length % BootRecord.Length;
            int pad = torn == 0 ? 0 : BootRecord.Length - torn;
            return _length + pad + (cells * BootRecord.Length) > _buffer.Length ? -1 : pad;
        }

        private void Append(byte[] cell, int pad)
        {
            Array.Clear(_buffer, 0, pad);
            Array.Copy(cell, 0, _buffer, pad, BootRecord.Length);
            _files.Append(_name, _buffer, 0, pad + BootRecord.Length);
        }

        // Twice, because logs of equal length are written anew in one and the same transition.
        private void Rewrite(byte[] cell)
        {
            Array.Copy(cell, 0, _buffer, 0, BootRecord.Length);
            Array.Copy(cell, 0, _buffer, BootRecord.Length, BootRecord.Length);
            _files.Write(_name, _buffer, 0, 2 * BootRecord.Length);
        }
    }
}
