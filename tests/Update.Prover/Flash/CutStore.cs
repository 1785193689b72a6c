using System;
using Stethos.Hal;

namespace Stethos.Update.Prover.Flash;

/// <summary>
/// The files of a small node in memory, made to be copied: contents are never changed in place, so a copy is an array of
/// references. A watcher sees each change before it is done; changes can be made not to take, or to fail.
/// </summary>
public sealed class CutStore : IFileStore
{
    private readonly byte[]?[] _files;
    private int _spoilFrom = int.MaxValue;
    private int _spoilCount;
    private int _spoilPattern;
    private FileStatusCode _spoilStatus;
    private Random? _random;

    public CutStore()
    {
        _files = new byte[]?[FileIndex.Names.Count];
    }

    private CutStore(byte[]?[] files)
    {
        _files = files;
    }

    public IChangeWatcher? Watcher { get; set; }

    /// <summary>Changes so far; also the number of the next one.</summary>
    public int Changes { get; private set; }

    /// <summary>Whole files written, not appended.</summary>
    public int Rewrites { get; private set; }

    public byte[]? this[int file] => _files[file];

    public CutStore Copy() => new((byte[]?[])_files.Clone());

    /// <summary>A copy in which one file holds something else.</summary>
    public CutStore With(int file, byte[]? content)
    {
        var copy = Copy();
        copy._files[file] = content;
        return copy;
    }

    /// <summary>From change <paramref name="from"/> on, so many leave what the pattern says and report the status.</summary>
    public void Spoil(int from, int count, int pattern, FileStatusCode status, Random random)
    {
        (_spoilFrom, _spoilCount, _spoilPattern, _spoilStatus, _random) = (from, count, pattern, status, random);
    }

    /// <inheritdoc/>
    public FileStatusCode Read(string name, byte[] buffer, out int length)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        var content = _files[FileIndex.Of(name)];
        length = content?.Length ?? 0;
        if (content is null)
        {
            return FileStatusCode.NotFound;
        }

        if (length > buffer.Length)
        {
            return FileStatusCode.TooLarge;
        }

        content.CopyTo(buffer, 0);
        return FileStatusCode.Ok;
    }

    /// <inheritdoc/>
    public FileStatusCode Write(string name, byte[] buffer, int offset, int count)
    {
        Rewrites++;
        return Change(FileIndex.Of(name), buffer.AsSpan(offset, count).ToArray(), isAppend: false);
    }

    /// <inheritdoc/>
    public FileStatusCode Append(string name, byte[] buffer, int offset, int count) =>
        Change(FileIndex.Of(name), buffer.AsSpan(offset, count).ToArray(), isAppend: true);

    /// <inheritdoc/>
    public FileStatusCode Delete(string name)
    {
        var file = FileIndex.Of(name);
        return _files[file] is null ? FileStatusCode.NotFound : Change(file, null, isAppend: false);
    }

    private FileStatusCode Change(int file, byte[]? added, bool isAppend)
    {
        var old = _files[file];
        var change = new FileChange(file, old, added, isAppend);
        Watcher?.Before(this, change);
        var number = Changes++;
        if (number >= _spoilFrom && number - _spoilFrom < _spoilCount)
        {
            _files[file] = Tear.LeaveWithinContract(change, _spoilPattern, _random!);
            return _spoilStatus;
        }

        _files[file] = added is null ? null : isAppend && old is not null ? [.. old, .. added] : added;
        return FileStatusCode.Ok;
    }
}
