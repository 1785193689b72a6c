using System;
using System.Collections.Generic;
using Stethos.Hal;

namespace Stethos.App.Tests.Boots;

/// <summary>Files in memory whose next write can be torn: the power goes when some of the bytes are down.</summary>
internal sealed class TearingFileStore : IFileStore
{
    private readonly Dictionary<string, byte[]> _files;

    public TearingFileStore()
    {
        _files = [];
    }

    private TearingFileStore(TearingFileStore other)
    {
        _files = new Dictionary<string, byte[]>(other._files);
    }

    /// <summary>How a cut leaves the file being written.</summary>
    public enum Tear
    {
        /// <summary>Only the new bytes written so far.</summary>
        Truncated,

        /// <summary>The new bytes over what was there.</summary>
        Overlaid,

        /// <summary>No file at all.</summary>
        Gone
    }

    /// <summary>The power cut; the node starts again with what is left.</summary>
    internal sealed class PowerCutException : Exception;

    /// <summary>Bytes of the next write that reach the medium, null = all and no cut.</summary>
    public int? CutAfter { get; set; }

    public Tear Style { get; set; }

    /// <summary>Another medium with the same files.</summary>
    public TearingFileStore Copy() => new(this);

    public FileStatusCode Read(string name, byte[] buffer, out int length)
    {
        length = 0;
        if (!_files.TryGetValue(name, out var file))
        {
            return FileStatusCode.NotFound;
        }

        length = file.Length;
        if (length > buffer.Length)
        {
            return FileStatusCode.TooLarge;
        }

        file.CopyTo(buffer, 0);
        return FileStatusCode.Ok;
    }

    public FileStatusCode Write(string name, byte[] buffer, int offset, int count)
    {
        if (CutAfter is not { } written)
        {
            _files[name] = buffer.AsSpan(offset, count).ToArray();
            return FileStatusCode.Ok;
        }

        CutAfter = null;
        var old = _files.GetValueOrDefault(name, []);
        var fresh = buffer.AsSpan(offset, Math.Min(written, count)).ToArray();
        _files.Remove(name);
        if (Style != Tear.Gone)
        {
            var kept = Style == Tear.Overlaid && old.Length > fresh.Length ? old.AsSpan(fresh.Length) : [];
            _files[name] = [.. fresh, .. kept];
        }

        throw new PowerCutException();
    }
    public FileStatusCode Append(string name, byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public FileStatusCode Delete(string name) => throw new NotSupportedException();
}
