using System;
using System.Collections.Generic;
using System.Text;

namespace Stethos.Mosquitto;

/// <summary>
/// Turns topic bytes into strings without allocating for topics seen before. Bounded: when full it forgets everything, so that a flood
/// of one-time topics cannot grow it. Not thread safe; used on the network thread only.
/// </summary>
internal sealed class TopicCache
{
    private readonly int _capacity;
    private readonly HashSet<string> _topics;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    public TopicCache(int capacity)
    {
        _capacity = capacity;
        _topics = new HashSet<string>(new Utf8TopicComparer());
        _byBytes = _topics.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public string Get(ReadOnlySpan<byte> topic)
    {
        if (_byBytes.TryGetValue(topic, out string? known))
        {
            return known;
        }

        if (_topics.Count >= _capacity)
        {
            _topics.Clear();
        }

        // Bytes that are not UTF-8 cannot be found again; they are decoded each time.
        _byBytes.Add(topic);
        return _byBytes.TryGetValue(topic, out known) ? known : Encoding.UTF8.GetString(topic);
    }
}
