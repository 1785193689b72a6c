using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;

namespace Stethos.Gateway.Web.Live;

/// <summary>
/// One connected page: a bounded queue of ready-made event batches. A full queue means the reader is slower than the
/// site, so it is dropped and starts over with a fresh snapshot, instead of growing memory or seeing the past.
/// </summary>
internal sealed class LiveClient : IDisposable
{
    /// <summary>Eight seconds of changes at the highest rate.</summary>
    public const int QueueLength = 32;

    private readonly Channel<ReadOnlyMemory<byte>> _queue = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _dropped = new();

    /// <summary>Cancelled when the hub gives up on this client.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>False when the queue is full.</summary>
    public bool TryEnqueue(ReadOnlyMemory<byte> batch) => _queue.Writer.TryWrite(batch);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAllAsync(CancellationToken cancellationToken) =>
        _queue.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Ends the stream after what is queued.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Ends the stream at once, even in the middle of a write.</summary>
    public void Drop()
    {
        _queue.Writer.TryComplete();
        _dropped.Cancel();
    }

    public void Dispose() => _dropped.Dispose();
}
