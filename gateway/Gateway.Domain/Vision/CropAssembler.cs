using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Vision;

/// <summary>
/// Puts crops together from chunks in any order. One crop per device and sensor at a time: a chunk of another crop gives
/// up the unfinished one. Duplicated and late chunks change nothing; a crop whose pixels fail the CRC is dropped whole.
/// </summary>
public sealed class CropAssembler
{
    private const int RememberedPerSensor = 8;
    private readonly Dictionary<(DeviceKey Device, int Sensor), Partial> _partials = [];
    private readonly Dictionary<(DeviceKey Device, int Sensor), Queue<CropKey>> _closed = [];

    /// <summary>Crops given up because another one began.</summary>
    public long Abandoned { get; private set; }

    /// <summary>Crops whose pixels did not agree with their CRC.</summary>
    public long Damaged { get; private set; }

    /// <summary>Takes a chunk; returns the crop when it was the last one missing. <paramref name="timeMs"/> is UTC.</summary>
    public Crop? Add(CropChunk chunk, long timeMs)
    {
        var device = DeviceKey.FromBytes(chunk.Key.Device);
        var sensor = (device, chunk.Sensor);
        var key = CropKey.Of(chunk);
        if (_closed.TryGetValue(sensor, out var closed) && closed.Contains(key))
        {
            return null;
        }

        if (!_partials.TryGetValue(sensor, out var partial) || partial.Key != key)
        {
            if (partial is not null)
            {
                Abandoned++;
                Close(sensor, partial.Key);
            }

            partial = new Partial(key);
            _partials[sensor] = partial;
        }

        if (!partial.Add(chunk))
        {
            return null;
        }

        _partials.Remove(sensor);
        Close(sensor, key);
        if (Crc32.Compute(partial.Pixels, 0, partial.Pixels.Length) != key.Crc)
        {
            Damaged++;
            return null;
        }

        return new Crop(device, chunk.Sensor, key.Id, key.Picture, timeMs, key.Column, key.Row, key.Size, partial.Pixels);
    }

    private void Close((DeviceKey Device, int Sensor) sensor, CropKey key)
    {
        if (!_closed.TryGetValue(sensor, out var closed))
        {
            _closed.Add(sensor, closed = []);
        }

        closed.Enqueue(key);
        if (closed.Count > RememberedPerSensor)
        {
            closed.Dequeue();
        }
    }

    private readonly record struct CropKey(uint Boot, uint Id, uint Picture, int Column, int Row, int Size, uint Crc)
    {
        internal static CropKey Of(CropChunk chunk) => new(
            chunk.Key.Boot, chunk.CropId, chunk.PictureId, chunk.Column, chunk.Row, chunk.Size, chunk.Crc);
    }

    private sealed class Partial(CropKey key)
    {
        private readonly bool[] _have = new bool[CropChunk.ChunksOf(key.Size)];
        private int _missing = CropChunk.ChunksOf(key.Size);

        internal CropKey Key => key;

        internal byte[] Pixels { get; } = new byte[key.Size * key.Size];

        // True when it was the last one missing.
        internal bool Add(CropChunk chunk)
        {
            if (_have[chunk.ChunkIndex])
            {
                return false;
            }

            _have[chunk.ChunkIndex] = true;
            Array.Copy(chunk.Pixels, 0, Pixels, chunk.ChunkIndex * CropChunk.MaxPixels, chunk.PixelCount);
            _missing--;
            return _missing == 0;
        }
    }
}
