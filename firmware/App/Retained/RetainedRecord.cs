using Stethos.Hal;

namespace Stethos.App.Retained
{
    /// <summary>
    /// A small record that survives power cuts: two copies written in turn, each with a sequence and a CRC. A cut spoils
    /// at most the copy being written; the other one is the record then. One thread at a time.
    /// </summary>
    public sealed class RetainedRecord
    {
        private readonly RecordFile _a;
        private readonly RecordFile _b;

        /// <summary>Files <paramref name="name"/>-a and -b, contents of at most <paramref name="maxLength"/> bytes.</summary>
        public RetainedRecord(IFileStore files, string name, int maxLength)
        {
            byte[] buffer = new byte[RecordFile.LengthFor(maxLength)];
            _a = new RecordFile(files, name + "-a", buffer);
            _b = new RecordFile(files, name + "-b", buffer);
            Content = new byte[maxLength];
        }

        /// <summary>The newest whole copy after <see cref="Load"/>.</summary>
        public byte[] Content { get; }

        /// <summary>Bytes of <see cref="Content"/> in use; 0 = there is no record.</summary>
        public int Length { get; private set; }

        /// <summary>Whether <see cref="Load"/> found a copy that is not whole.</summary>
        public bool IsDamaged { get; private set; }

        /// <summary>Reads both copies; false when neither is whole.</summary>
        public bool Load()
        {
            _a.Load();
            _a.CopyTo(Content);
            _b.Load();
            IsDamaged = _a.IsDamaged || _b.IsDamaged;
            RecordFile newest = Newest();
            Length = newest.IsValid ? newest.Length : 0;
            if (newest == _b)
            {
                _b.CopyTo(Content);
            }

            return newest.IsValid;
        }

        /// <summary>Writes over the older copy. After a failure the record is what it was before.</summary>
        public FileStatusCode Save(byte[] content, int count)
        {
            RecordFile newest = Newest();
            RecordFile older = newest == _a ? _b : _a;
            return older.Save(newest.Sequence + 1, content, 0, count);
        }

        private RecordFile Newest()
        {
            return _b.IsValid && (!_a.IsValid || _b.Sequence > _a.Sequence) ? _b : _a;
        }
    }
}
