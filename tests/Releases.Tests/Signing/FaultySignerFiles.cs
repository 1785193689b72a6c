using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Releases.Signing;

namespace Stethos.Releases.Tests.Signing;

/// <summary>
/// A signer's files in memory, with a cut planned: the operation of that number is torn and everything after it never happens.
/// What an operation tears is what a disk can leave of it before it was made durable.
/// </summary>
internal sealed class FaultySignerFiles : ISignerFiles
{
    private readonly Dictionary<string, byte[]> _files;
    private int _left = int.MaxValue;
    private int _tear;

    /// <summary>No files, or those of a copy.</summary>
    public FaultySignerFiles(Dictionary<string, byte[]>? copy = null)
    {
        _files = copy is null ? [] : new(copy);
    }

    /// <summary>How a torn append may look.</summary>
    public static IReadOnlyList<Func<byte[], byte[]>> Tears { get; } =
    [
        _ => [],
        bytes => bytes[..1],
        bytes => bytes[..(bytes.Length / 2)],
        bytes => bytes[..^1],
        bytes => bytes,
        bytes => new byte[bytes.Length],
        bytes => [.. bytes[..(bytes.Length / 2)], .. new byte[bytes.Length - bytes.Length / 2]],
        bytes => [.. bytes.Select((value, i) => i == bytes.Length / 3 ? (byte)(value ^ 4) : value)],
        bytes => [.. Enumerable.Repeat((byte)'\n', bytes.Length)],
        bytes => [.. new byte[bytes.Length / 2], .. bytes[(bytes.Length / 2)..]]
    ];

    /// <summary>Operations that changed something so far.</summary>
    public int Operations { get; private set; }

    /// <summary>Plans a cut in the operation of this number, counted from now on, from 0.</summary>
    public void CutAt(int operation, int tear) => (_left, _tear, Operations) = (operation, tear, 0);

    /// <summary>Power comes back.</summary>
    public void Restore() => _left = int.MaxValue;

    /// <summary>A copy of everything there is, to put back later.</summary>
    public Dictionary<string, byte[]> Copy() => new(_files);

    /// <summary>Puts one file of a copy back.</summary>
    public void PutBack(string path, Dictionary<string, byte[]> copy) => _files[path] = copy[path];

    public void Spoil(string path, Func<byte[], byte[]> change) => _files[path] = change(_files[path]);

    public void Remove(string path) => _files.Remove(path);

    public byte[]? Read(string path) => _files.TryGetValue(path, out var content) ? [.. content] : null;

    public void Create(string path, byte[] content) => Change(path, [], content, _ => Torn(content));

    public void Append(string path, byte[] content) => Change(path, _files[path], content, old => [.. old, .. Torn(content)]);

    // A rename is there or not.
    public void Replace(string path, byte[] content) =>
        Change(path, [], content, _ => _tear % 2 == 0 ? _files.GetValueOrDefault(path, []) : content);

    public IDisposable Lock(string path) => new System.IO.MemoryStream();

    private byte[] Torn(byte[] content) => Tears[_tear](content);

    private void Change(string path, byte[] before, byte[] content, Func<byte[], byte[]> torn)
    {
        if (_left < 0)
        {
            throw new PowerCut();
        }

        Operations++;
        if (_left-- == 0)
        {
            _files[path] = torn(before);
            throw new PowerCut();
        }

        _files[path] = [.. before, .. content];
    }
}
