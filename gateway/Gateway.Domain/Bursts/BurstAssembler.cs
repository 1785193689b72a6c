using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Bursts;

/// <summary>
/// Puts bursts together from chunks in any order. One burst per device at a time: a chunk of a newer burst gives up
/// the unfinished one. Duplicated chunks change nothing.
/// </summary>
public sealed class BurstAssembler
{
    private readonly Dictionary<DeviceKey, Partial> _partials = [];

    /// <summary>Bursts given up because a newer one began.</summary>
    public long Abandoned { get; private set; }

    /// <summary>Takes a chunk; returns the burst when it was the last one missing.</summary>
    public Burst? Add(BurstChunk chunk, long receivedMs)
    {
        var device = DeviceKey.FromBytes(chunk.Key.Device);
        if (!_partials.TryGetValue(device, out var partial) || !partial.Matches(chunk))
        {
            Abandoned += partial is null ? 0 : 1;
            partial = new Partial(chunk);
            _partials[device] = partial;
        }

        if (!partial.Add(chunk))
        {
            return null;
        }

        _partials.Remove(device);
        return new Burst(
            device, chunk.Sensor, chunk.BurstId, chunk.Key.TimeMs > 1_000_000_000_000 ? (long)chunk.Key.TimeMs : receivedMs,
            chunk.SampleRateHz, chunk.ShaftMilliHz / 1000.0, chunk.Scale, partial.Join());
    }

    private sealed class Partial(BurstChunk first)
    {
        private readonly uint _id = first.BurstId;
        private readonly uint _boot = first.Key.Boot;
        private readonly int _sensor = first.Sensor;
        private readonly short[]?[] _chunks = new short[first.ChunkCount][];
        private int _have;
        private int _samples;

        internal bool Matches(BurstChunk chunk) =>
            chunk.BurstId == _id && chunk.Key.Boot == _boot && chunk.Sensor == _sensor
            && chunk.ChunkCount == _chunks.Length;

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
