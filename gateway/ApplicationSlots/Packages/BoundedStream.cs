using System;
using System.IO;

namespace Stethos.ApplicationSlots.Packages;

/// <summary>Reads from another stream and refuses when more comes than is allowed, whatever a header promised.</summary>
internal sealed class BoundedStream(Stream inner, long most, string name) : Stream
{
    /// <summary>Bytes read so far.</summary>
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        Taken += count;
        return Taken <= most ? count : throw new PackageException($"'{name}' is longer than the {most} bytes that are allowed");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
