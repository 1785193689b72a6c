using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.ApplicationSlots.Disk;

namespace Stethos.ApplicationSlots.Tests.Kit;

/// <summary>
/// A disk in memory that loses power at a chosen operation. Harder than common file systems: a synced file's name may still
/// be gone, and unsynced names may survive in any selection. Only Rename is atomic.
/// </summary>
internal sealed class FaultyDisk : IDisk
{
    private readonly SortedDictionary<string, DiskNode> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DiskNode> _durable = new(StringComparer.Ordinal);
    private readonly List<NameChange> _pending = [];

    /// <summary>Operations so far that change something or make it durable.</summary>
    public int Operations { get; private set; }

    /// <summary>Number of the operation at which the power goes, counted from 0; it does not happen. -1 = never.</summary>
    public int CutAt { get; set; } = -1;

    /// <summary>A promise this disk does not keep.</summary>
    public DiskFault Fault { get; set; }

    public IEnumerable<string> Paths => _seen.Keys;

    /// <summary>The disk after a cut.</summary>
    public FaultyDisk After(CutPattern pattern, Random random)
    {
        var disk = new FaultyDisk();
        var names = new SortedDictionary<string, DiskNode>(_durable, StringComparer.Ordinal);
        for (var i = 0; i < _pending.Count; i++)
        {
            var survives = pattern.Names switch
            {
                "all" => true,
                "none" => false,
                "half" => i < _pending.Count / 2,
                "last" => i == _pending.Count - 1,
                _ => random.Next(2) == 0
            };
            if (survives)
            {
                Change(names, _pending[i]);
            }
        }

        foreach (var (path, node) in names.Where(pair => HasParents(names, pair.Key)))
        {
            var copy = node.Copy();
            if (copy.Content is not null)
            {
                copy.Content = Left(node, pattern.Data, random);
                copy.Durable = copy.Content;
            }

            disk._seen.Add(path, copy);
            disk._durable.Add(path, copy);
        }

        return disk;
    }

    /// <summary>The same disk without a cut to come.</summary>
    public FaultyDisk Copy() => CopyWithoutPending();

    public DiskEntryCode Kind(string path) =>
        path.Length == 0 ? DiskEntryCode.Folder
        : !_seen.TryGetValue(path, out var node) ? DiskEntryCode.None
        : node.Target is not null ? DiskEntryCode.Link
        : node.IsFolder ? DiskEntryCode.Folder
        : DiskEntryCode.File;

    public IReadOnlyList<string> List(string folder) => _seen.Keys
        .Where(path => Parent(path) == folder).Select(path => path[(path.LastIndexOf('/') + 1)..]).ToArray();

    public Stream Open(string path) => Kind(path) == DiskEntryCode.File
        ? new MemoryStream(_seen[path].Content!, writable: false)
        : throw new FileNotFoundException(path);

    public string? ReadLink(string path) => _seen.TryGetValue(path, out var node) ? node.Target : null;

    public void MakeFolder(string path)
    {
        Step();
        if (Kind(path) != DiskEntryCode.Folder)
        {
            Change(new NameChange(path, new DiskNode(), null));
        }
    }

    public void Write(string path, Stream content, bool isExecutable)
    {
        var bytes = new MemoryStream();
        content.CopyTo(bytes);
        Step();
        if (Kind(path) == DiskEntryCode.File)
        {
            _seen[path].Content = bytes.ToArray();
            return;
        }

        Change(new NameChange(path, new DiskNode { Content = bytes.ToArray() }, null));
    }

    public void MakeLink(string path, string target)
    {
        Step();
        if (Kind(path) != DiskEntryCode.None)
        {
            throw new IOException($"{path} exists");
        }

        Change(new NameChange(path, new DiskNode { Target = target }, null));
    }

    public void Sync(string path)
    {
        Step();
        if (Kind(path) == DiskEntryCode.File)
        {
            _seen[path].Durable = Fault == DiskFault.FilesAreNotSynced ? _seen[path].Durable : _seen[path].Content!;
            return;
        }

        if (Fault == DiskFault.FoldersAreNotSynced)
        {
            return;
        }

        foreach (var change in _pending.Where(change => Parent(change.Path) == path).ToArray())
        {
            Change(_durable, change);
            _pending.Remove(change);
        }
    }

    public void Rename(string from, string to)
    {
        Step();
        if (Fault == DiskFault.RenameIsNotAtomic && Kind(to) != DiskEntryCode.None)
        {
            Change(new NameChange(to, null, null));
            Step();
        }

        Change(new NameChange(to, _seen[from], from));
    }

    public void Delete(string path)
    {
        Step();
        if (List(path).Count > 0)
        {
            throw new IOException($"{path} is not empty");
        }

        Change(new NameChange(path, null, null));
    }

    /// <summary>Flips a bit of a file.</summary>
    public void Flip(string path, int at)
    {
        var bytes = _seen[path].Content!.ToArray();
        bytes[at / 8] ^= (byte)(1 << (at % 8));
        _seen[path].Content = bytes;
        _seen[path].Durable = bytes;
    }

    public int Length(string path) => _seen[path].Content!.Length;

    private static string Parent(string path) => path.LastIndexOf('/') is var at and > 0 ? path[..at] : "";

    private static bool HasParents(SortedDictionary<string, DiskNode> names, string path) =>
        Parent(path) is "" || (names.TryGetValue(Parent(path), out var parent) && parent.IsFolder && HasParents(names, Parent(path)));

    private static byte[] Left(DiskNode node, string data, Random random)
    {
        if (ReferenceEquals(node.Content, node.Durable) || data == "all")
        {
            return node.Content!;
        }

        switch (data)
        {
            case "empty":
                return [];
            case "half":
                return node.Content![..(node.Content!.Length / 2)];
            case "former":
                return node.Durable;
            default:
                var noise = new byte[node.Content!.Length];
                random.NextBytes(noise);
                return noise;
        }
    }

    private static void Change(SortedDictionary<string, DiskNode> names, NameChange change)
    {
        if (change.MovedFrom is not null)
        {
            names.Remove(change.MovedFrom);
        }

        if (change.Node is null)
        {
            names.Remove(change.Path);
        }
        else
        {
            names[change.Path] = change.Node;
        }
    }

    private FaultyDisk CopyWithoutPending()
    {
        if (_pending.Count > 0)
        {
            throw new InvalidOperationException("what is not synced cannot be copied");
        }

        return After(CutPattern.All[0], new Random(0));
    }

    private void Change(NameChange change)
    {
        Change(_seen, change);
        _pending.Add(change);
    }

    private void Step()
    {
        if (Operations++ == CutAt)
        {
            throw new PowerCutException();
        }
    }
}
