using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Bursts;

/// <summary>
/// Puts bursts together from chunks in any order. One burst per device at a time: a chunk of a newer burst gives up
/// the unfinished one. Duplicated and late chunks change nothing.
/// </summary>
public sealed class BurstAssembler
{
    private const int RememberedPerDevice = 8;
    private readonly Dictionary<DeviceKey, Partial> _partials = [];
    private readonly Dictionary<DeviceKey, Queue<BurstKey>> _closed = [];

    /// <summary>Bursts given up because a newer one began.</summary>
    public long Abandoned { get; private set; }

    /// <summary>Takes a chunk; returns the burst when it was the last one missing.</summary>
    public Burst? Add(BurstChunk chunk, long receivedMs)
    {
        var device = DeviceKey.FromBytes(chunk.Key.Device);
        if (_closed.TryGetValue(device, out var closed) && closed.Contains(BurstKey.Of(chunk)))
        {
            return null;
        }

        if (!_partials.TryGetValue(device, out var partial) || !partial.Matches(chunk))
        {
            if (partial is not null)
            {
                Abandoned++;
                Close(device, partial.Key);
            }

            partial = new Partial(chunk);
            _partials[device] = partial;
        }

        if (!partial.Add(chunk))
        {
            return null;
        }

        _partials.Remove(device);
        Close(device, partial.Key);
        return new Burst(
            device, chunk.Sensor, chunk.BurstId, chunk.Key.TimeMs > 1_000_000_000_000 ? (long)chunk.Key.TimeMs : receivedMs,
            chunk.SampleRateHz, chunk.ShaftMilliHz / 1000.0, chunk.Scale, partial.Join());
    }

    private void Close(DeviceKey device, BurstKey key)
    {
        if (!_closed.TryGetValue(device, out var closed))
        {
            _closed.Add(device, closed = []);
        }

        closed.Enqueue(key);
        if (closed.Count > RememberedPerDevice)
        {
            closed.Dequeue();
        }
    }

    // The time tells two windows apart that answer the same request.
    private readonly record struct BurstKey(uint Boot, uint Id, int Sensor, ulong TimeMs)
    {
        internal static BurstKey Of(BurstChunk chunk) => new(chunk.Key.Boot, chunk.BurstId, chunk.Sensor, chunk.Key.TimeMs);
    }

    private sealed class Partial(BurstChunk first)
    {
        private readonly short[]?[] _chunks = new short[first.ChunkCount][];
        private int _have;
        private int _samples;

        internal BurstKey Key { get; } = BurstKey.Of(first);

        internal bool Matches(BurstChunk chunk) => BurstKey.Of(chunk) == Key && chunk.ChunkCount == _chunks.Length;

        internal bool Add(BurstChunk chunk)
        {
            if (_chunks[chunk.ChunkIndex] is not null)
            {
                return false;
            }

            _chunks[chunk.ChunkIndex] = chunk.Samples[..chunk.SampleCount];
            _samples += chunk.SampleCount;
            _have++;
            return _have == _chunks.Length;
        }

        internal short[] Join()
        {
            var joined = new short[_samples];
            var at = 0;
            foreach (var chunk in _chunks)
            {
                chunk!.CopyTo(joined, at);
                at += chunk.Length;
            }

            return joined;
        }
    }
}
