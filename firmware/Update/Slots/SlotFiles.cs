using System;
using Stethos.Hal;

namespace Stethos.Update.Slots
{
    /// <summary>
    /// The chunks of one slot of one component on the file store, appended in order of arrival to segment files of at most
    /// <see cref="SegmentLength"/> bytes, and the chunk list beside them. What is there is found by hashing what the files
    /// hold: flash keeps no bitmap. A segment with anything else in it (a torn append) gets no more chunks. One thread.
    /// </summary>
    public sealed class SlotFiles
    {
        /// <summary>One block of littlefs.</summary>
        public const int SegmentLength = 4096;

        /// <summary>Segments a slot should have beyond those a full component needs, for torn ones.</summary>
        public const int SpareSegments = 8;

        public const int MaxSegments = 4000;

        private const int Attempts = 3;
        private readonly IFileStore _files;
        private readonly IKeyedHash _hash;
        private readonly byte[] _segment;
        private readonly SegmentTable _table;
        private readonly DigestIndex _index;
        private readonly byte[] _mac = new byte[ChunkList.RootLength];
        private readonly ChunkList _none = new ChunkList(1);
        private ChunkList _list;
        private string _prefix = SlotNames.Prefix(ComponentCode.Application, 0);
        private int _perSegment;

        /// <summary>
        /// <paramref name="segment"/>: a buffer of a segment's length, used within calls only, so that several objects may
        /// share it; it sets the length of segments. <paramref name="maxSegments"/> bounds the flash a slot takes.
        /// </summary>
        public SlotFiles(IFileStore files, IKeyedHash hash, byte[] segment, int maxChunks, int maxSegments)
        {
            if (maxSegments < 1 || maxSegments > MaxSegments || segment.Length > SegmentLength)
            {
                throw new ArgumentException();
            }

            _files = files;
            _hash = hash;
            _segment = segment;
            _table = new SegmentTable(maxChunks, maxSegments);
            _index = new DigestIndex(maxChunks);
            _list = _none;
        }

        /// <summary>Number of chunks that are not there.</summary>
        public int Missing
        {
            get { return _table.Missing; }
        }

        /// <summary>All chunks are there.</summary>
        public bool IsComplete
        {
            get { return _list.Count > 0 && _table.Missing == 0; }
        }

        /// <summary>Turns to a slot (0 = A, 1 = B); nothing is open then.</summary>
        public void Select(ComponentCode component, int slot)
        {
            _prefix = SlotNames.Prefix(component, slot);
            _list = _none;
            _table.Reset(0);
        }

        /// <summary>
        /// Prepares the slot to take the chunks of <paramref name="list"/>. When the slot holds this very list already, the
        /// chunks that are there stay (a download goes on); else all of it is deleted and the list is written.
        /// </summary>
        public UpdateReasonCode Stage(ChunkList list)
        {
            if (Room(list) < list.Count)
            {
                return UpdateReasonCode.SlotTooSmall;
            }

            if (!HoldsList(list))
            {
                Clear();
                FileStatusCode status = _files.Write(ListName, list.Bytes, 0, list.Length);
                if (status != FileStatusCode.Ok || !HoldsList(list))
                {
                    return ReasonOf(status);
                }
            }

            return Open(list);
        }

        /// <summary>Reads the slot's chunk list; it still has to be compared with the root it should have.</summary>
        public UpdateReasonCode Load(ChunkList list)
        {
            int length;
            list.Clear();
            FileStatusCode status = _files.Read(ListName, list.Bytes, out length);
            return status != FileStatusCode.Ok ? UpdateReasonCode.BadChunkList : list.Parse(length);
        }

        /// <summary>Hashes what the files hold. <paramref name="list"/> must not be changed as long as it is open.</summary>
        public UpdateReasonCode Open(ChunkList list)
        {
            _list = _none;
            _table.Reset(0);
            if (Room(list) < list.Count)
            {
                return UpdateReasonCode.SlotTooSmall;
            }

            _list = list;
            _perSegment = _segment.Length >> list.ChunkLog2;
            _table.Reset(list.Count);
            _index.Build(list);
            for (int i = 0; i < _table.Segments; i++)
            {
                Scan(i);
            }

            return UpdateReasonCode.None;
        }

        /// <summary>Hashes everything again; whether all chunks are there.</summary>
        public bool Verify()
        {
            return Open(_list) == UpdateReasonCode.None && IsComplete;
        }

        public bool Has(int index)
        {
            return index >= 0 && index < _list.Count && _table.Has(index);
        }

        /// <summary>
        /// Stores a chunk whose digest is right, reads it back and hashes it again. A wrong one is refused before anything is
        /// written; one that is there already changes nothing.
        /// </summary>
        public UpdateReasonCode Put(int index, byte[] buffer, int offset, int count)
        {
            if (index < 0 || index >= _list.Count)
            {
                return UpdateReasonCode.NoSuchChunk;
            }

            if (count != _list.LengthOf(index))
            {
                return UpdateReasonCode.ChunkLength;
            }

            _hash.Compute(_list.Key, buffer, offset, count, _mac);
            if (!_list.HasDigest(index, _mac))
            {
                return UpdateReasonCode.ChunkDigest;
            }

            FileStatusCode status = FileStatusCode.Ok;
            for (int attempt = 0; attempt < Attempts && !_table.Has(index); attempt++)
            {
                status = Add(buffer, offset, count);
            }

            return _table.Has(index) ? UpdateReasonCode.None : ReasonOf(status);
        }

        /// <summary>Reads a chunk and checks its digest once more. <paramref name="count"/> is its length.</summary>
        public UpdateReasonCode Read(int index, byte[] buffer, out int count)
        {
            count = 0;
            if (!Has(index))
            {
                return index < 0 || index >= _list.Count ? UpdateReasonCode.NoSuchChunk : UpdateReasonCode.ChunksMissing;
            }

            int length;
            int at = _table.PositionOf(index) << _list.ChunkLog2;
            int wanted = _list.LengthOf(index);
            FileStatusCode status = _files.Read(SegmentName(_table.SegmentOf(index)), _segment, out length);
            if (status != FileStatusCode.Ok || length < at + wanted)
            {
                return UpdateReasonCode.SlotDamaged;
            }

            _hash.Compute(_list.Key, _segment, at, wanted, _mac);
            if (!_list.HasDigest(index, _mac))
            {
                return UpdateReasonCode.SlotDamaged;
            }

            Array.Copy(_segment, at, buffer, 0, wanted);
            count = wanted;
            return UpdateReasonCode.None;
        }

        /// <summary>
        /// Takes over the chunks that another slot holds already. <paramref name="chunk"/> has room for the longer chunk of
        /// both. Returns how many were missing and are there now.
        /// </summary>
        public int CopyFrom(SlotFiles other, byte[] chunk)
        {
            int before = Missing;
            for (int i = 0; i < other._list.Count && Missing > 0; i++)
            {
                int count;
                if (other.Read(i, chunk, out count) != UpdateReasonCode.None)
                {
                    continue;
                }

                _hash.Compute(_list.Key, chunk, 0, count, _mac);
                int index = _index.Find(_mac, count);
                if (index >= 0)
                {
                    Put(index, chunk, 0, count);
                }
            }

            return before - Missing;
        }

        /// <summary>Deletes the slot's list first, then its chunks.</summary>
        public void Clear()
        {
            _list = _none;
            _files.Delete(ListName);
            for (int i = 0; i < _table.Segments; i++)
            {
                _files.Delete(SegmentName(i));
            }

            _table.Reset(0);
        }

        private string ListName
        {
            get { return SlotNames.List(_prefix); }
        }

        private static UpdateReasonCode ReasonOf(FileStatusCode status)
        {
            return status == FileStatusCode.Full ? UpdateReasonCode.StoreFull : UpdateReasonCode.StoreFault;
        }

        private string SegmentName(int segment)
        {
            return SlotNames.Segment(_prefix, segment);
        }

        private int Room(ChunkList list)
        {
            int chunks = _table.Segments * (_segment.Length >> list.ChunkLog2);
            return chunks < _table.MaxChunks ? chunks : _table.MaxChunks;
        }

        private bool HoldsList(ChunkList list)
        {
            int length;
            byte[] held = new byte[list.Length];
            return _files.Read(ListName, held, out length) == FileStatusCode.Ok && length == list.Length
                && LittleEndian.AreEqual(held, 0, list.Bytes, 0, length);
        }

        private FileStatusCode Add(byte[] buffer, int offset, int count)
        {
            int segment = _table.FindOpen();
            if (segment < 0)
            {
                // Nothing but torn segments left: the one that serves fewest makes room, and those few come again.
                segment = _table.FindPoorest(_perSegment);
                if (segment < 0)
                {
                    return FileStatusCode.Full;
                }

                FileStatusCode deleted = _files.Delete(SegmentName(segment));
                _table.Forget(segment);
                _table.SetFile(segment, false, _perSegment);
                if (deleted != FileStatusCode.Ok && deleted != FileStatusCode.NotFound)
                {
                    _table.Close(segment);
                    return deleted;
                }
            }

            int missing = _table.Missing;
            FileStatusCode status = _files.Append(SegmentName(segment), buffer, offset, count);
            _table.Forget(segment);
            Scan(segment);
            if (_table.Missing >= missing)
            {
                _table.Close(segment);
            }

            return status;
        }

        private void Scan(int segment)
        {
            int length;
            FileStatusCode status = _files.Read(SegmentName(segment), _segment, out length);
            if (status == FileStatusCode.NotFound)
            {
                _table.SetFile(segment, false, _perSegment);
                return;
            }

            int position = 0;
            int at = 0;
            bool isWhole = status == FileStatusCode.Ok;
            while (isWhole && at < length)
            {
                int count = length - at < _list.ChunkLength ? length - at : _list.ChunkLength;
                isWhole = Identify(segment, position, at, count);
                at += count;
                position++;
            }

            _table.SetFile(segment, true, isWhole && at == position << _list.ChunkLog2 ? _perSegment - position : 0);
        }

        // A short last chunk ends its segment, so that every chunk lies at a multiple of the chunk length.
        private bool Identify(int segment, int position, int at, int count)
        {
            _hash.Compute(_list.Key, _segment, at, count, _mac);
            int index = _index.Find(_mac, count);
            if (index < 0)
            {
                return false;
            }

            while (index >= 0)
            {
                _table.Place(index, segment, position);
                index = _index.FindNext(index, _mac, count);
            }

            return true;
        }
    }
}
