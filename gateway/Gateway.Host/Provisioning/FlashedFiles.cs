using System;
using System.Collections.Generic;
using Stethos.Hal;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>Files as a node's flash will hold them, in memory until they are written beside its node file.</summary>
internal sealed class FlashedFiles : IFileStore
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, byte[]> All => _files;

    /// <inheritdoc/>
    public FileStatusCode Read(string name, byte[] buffer, out int length)
    {
        length = 0;
        if (!_files.TryGetValue(name, out var content))
        {
            return FileStatusCode.NotFound;
        }

        length = content.Length;
        content.AsSpan(0, Math.Min(length, buffer.Length)).CopyTo(buffer);
        return length <= buffer.Length ? FileStatusCode.Ok : FileStatusCode.TooLarge;
    }

    /// <inheritdoc/>
    public FileStatusCode Write(string name, byte[] buffer, int offset, int count)
    {
        _files[name] = buffer.AsSpan(offset, count).ToArray();
        return FileStatusCode.Ok;
    }

    /// <inheritdoc/>
    public FileStatusCode Append(string name, byte[] buffer, int offset, int count)
    {
        _files[name] = [.. _files.GetValueOrDefault(name, []), .. buffer.AsSpan(offset, count)];
        return FileStatusCode.Ok;
    }

    /// <inheritdoc/>
    public FileStatusCode Delete(string name) => _files.Remove(name) ? FileStatusCode.Ok : FileStatusCode.NotFound;
}
