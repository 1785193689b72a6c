using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;

namespace Stethos.Gateway.Mqtt;

/// <summary>
/// Between the network thread and the ingest thread. Bounded: when it is full the network thread waits, TCP pushes
/// back, the broker queues, and nothing is dropped here.
/// </summary>
public sealed class InboundQueue(int capacity)
{
    private readonly object _sync = new();
    private readonly Queue<InboundMessage> _messages = new();
    private bool _isClosed;

    /// <summary>Copies a message in; waits while full. Does nothing after <see cref="Close"/>.</summary>
    public void Add(string topic, ReadOnlySpan<byte> payload, bool retained, long receivedMs)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(buffer);
        lock (_sync)
        {
            while (_messages.Count >= capacity && !_isClosed)
            {
                Monitor.Wait(_sync);
            }

            if (_isClosed)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return;
            }

            _messages.Enqueue(new InboundMessage(topic, buffer, payload.Length, retained, receivedMs));
            if (_messages.Count == 1)
            {
                Monitor.PulseAll(_sync);
            }
        }
    }

    /// <summary>
    /// Waits up to <paramref name="patience"/> for a first message and moves up to <paramref name="most"/> into
    /// <paramref name="batch"/>. False when closed and empty.
    /// </summary>
    public bool Take(List<InboundMessage> batch, int most, TimeSpan patience)
    {
        lock (_sync)
        {
            if (_messages.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_sync, patience);
            }

            var wasFull = _messages.Count >= capacity;
            while (batch.Count < most && _messages.TryDequeue(out var message))
            {
                batch.Add(message);
            }

            if (wasFull)
            {
                Monitor.PulseAll(_sync);
            }

            return !_isClosed || batch.Count > 0 || _messages.Count > 0;
        }
    }

    /// <summary>Gives a batch's buffers back.</summary>
    public static void Release(List<InboundMessage> batch)
    {
        foreach (var message in batch)
        {
            ArrayPool<byte>.Shared.Return(message.Buffer);
        }

        batch.Clear();
    }

    /// <summary>Lets both threads go on; what is in the queue can still be taken.</summary>
    public void Close()
    {
        lock (_sync)
        {
            _isClosed = true;
            Monitor.PulseAll(_sync);
        }
    }
}
