using System;
using Stethos.Protocol;

namespace Stethos.App.Vision
{
    /// <summary>
    /// The one crop a node keeps, on its way from the loop that takes pictures to the loop that sends: asked for or taken
    /// after an event, filled row by row, sent chunk by chunk, then kept to be asked for again. Every member takes the lock.
    /// </summary>
    public sealed class CropStore
    {
        /// <summary>Side of a crop in pixels.</summary>
        public const int Size = CropChunk.MaxSize;

        private readonly object _sync = new object();
        private readonly byte[] _pixels = new byte[Size * Size];
        private int _sensor;
        private uint _picture;
        private ulong _timeMs;
        private int _column;
        private int _row;
        private uint _crc;
        private int _filled;
        private bool _isFilling;
        private bool _isWhole;
        private uint _id;
        private int _nextChunk = CropChunk.MaxChunks;
        private bool _isWanted;
        private uint _wantedId;
        private int _wantedSensor;
        private bool _wantsRegion;
        private int _wantedColumn;
        private int _wantedRow;

        /// <summary>
        /// Takes a command: sends the crop that is kept when it names its picture, else asks for one of the next picture; a
        /// crop under way is given up. False when it names a picture that is not kept.
        /// </summary>
        public bool Want(Command command)
        {
            lock (_sync)
            {
                if (command.Picture != 0)
                {
                    bool isKept = _isWhole && _picture == command.Picture && _sensor == command.Sensor;
                    if (isKept)
                    {
                        _id = command.Id;
                        _nextChunk = 0;
                    }

                    return isKept;
                }

                _isWanted = true;
                _wantedId = command.Id;
                _wantedSensor = command.Sensor;
                _wantsRegion = command.HasRegion;
                _wantedColumn = command.Column;
                _wantedRow = command.Row;
                _nextChunk = CropChunk.MaxChunks;
                return true;
            }
        }

        /// <summary>Whether this sensor's next picture is asked for; the place is in the picture, -1 when the node chooses.</summary>
        public bool IsWanted(int sensor, out int column, out int row)
        {
            lock (_sync)
            {
                column = _wantsRegion ? _wantedColumn : -1;
                row = _wantsRegion ? _wantedRow : -1;
                return _isWanted && _wantedSensor == sensor;
            }
        }

        /// <summary>Whether a crop is being filled or still has chunks to send: an event does not replace it.</summary>
        public bool IsBusy
        {
            get
            {
                lock (_sync)
                {
                    return _isFilling || _isWanted || (_isWhole && _nextChunk < CropChunk.ChunksOf(Size));
                }
            }
        }

        /// <summary>
        /// Begins a crop in place of the one kept. <paramref name="isAnswer"/> says that it is what <see cref="IsWanted"/>
        /// asked for.
        /// </summary>
        public void Begin(int sensor, uint picture, ulong timeMs, int column, int row, bool isAnswer)
        {
            lock (_sync)
            {
                _isWhole = false;
                _isFilling = true;
                _filled = 0;
                _crc = 0;
                _sensor = sensor;
                _picture = picture;
                _timeMs = timeMs;
                _column = column;
                _row = row;
                _nextChunk = CropChunk.MaxChunks;
                _id = isAnswer ? _wantedId : 0;
                _isWanted = _isWanted && !isAnswer;
            }
        }

        /// <summary>Takes the crop's next rows out of the picture; true when it is whole.</summary>
        public bool Fill(byte[] picture, int width, int rows)
        {
            lock (_sync)
            {
                for (int i = 0; i < rows && _filled < Size; i++)
                {
                    int at = _filled * Size;
                    Array.Copy(picture, (_row + _filled) * width + _column, _pixels, at, Size);
                    _crc = Crc32.Update(_crc, _pixels, at, Size);
                    _filled++;
                }

                if (_filled < Size)
                {
                    return false;
                }

                _isFilling = false;
                _isWhole = true;
                _nextChunk = 0;
                return true;
            }
        }

        /// <summary>
        /// Fills the next chunk to be sent but for device and boot; false when there is none. <see cref="PutBack"/> when it
        /// could not be handed over.
        /// </summary>
        public bool TakeChunk(CropChunk chunk)
        {
            lock (_sync)
            {
                int count = CropChunk.ChunksOf(Size);
                if (!_isWhole || _nextChunk >= count)
                {
                    return false;
                }

                chunk.Key.TimeMs = _timeMs;
                chunk.Sensor = _sensor;
                chunk.CropId = _id;
                chunk.ChunkIndex = _nextChunk;
                chunk.ChunkCount = count;
                chunk.PictureId = _picture;
                chunk.Column = _column;
                chunk.Row = _row;
                chunk.Size = Size;
                chunk.Crc = _crc;
                chunk.PixelCount = CropChunk.PixelsOf(Size, _nextChunk);
                Array.Copy(_pixels, _nextChunk * CropChunk.MaxPixels, chunk.Pixels, 0, chunk.PixelCount);
                _nextChunk++;
                return true;
            }
        }

        /// <summary>The chunk could not be handed over: take it again later.</summary>
        public void PutBack(CropChunk chunk)
        {
            lock (_sync)
            {
                if (_isWhole && chunk.CropId == _id && chunk.PictureId == _picture && _nextChunk == chunk.ChunkIndex + 1)
                {
                    _nextChunk = chunk.ChunkIndex;
                }
            }
        }
    }
}
