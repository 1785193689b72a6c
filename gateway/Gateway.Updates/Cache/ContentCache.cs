using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using Stethos.Releases.Signing;

namespace Stethos.Gateway.Updates.Cache;

/// <summary>
/// Contents by their SHA-256 in a folder, so that releases can be handed out with the internet down. Hashed when written, read back,
/// and hashed again whenever served: what does not fit its name is deleted, never served. A content is there whole or not at all,
/// also after a power cut. Above its quota the cache drops what was used least of late, but nothing that is pinned. Thread safe.
/// </summary>
public sealed class ContentCache
{
    private const string Unfinished = ".part";
    private readonly Lock _sync = new();
    private readonly string _folder;
    private readonly long _quotaBytes;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, CacheEntry> _entries = [];
    private readonly Dictionary<string, HashSet<string>> _pins = [];

    /// <summary>Opens the folder, made if need be; what a cut left unfinished is deleted.</summary>
    public ContentCache(string folder, long quotaBytes, TimeProvider time)
    {
        _folder = folder;
        _quotaBytes = quotaBytes;
        _time = time;
        Directory.CreateDirectory(folder);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (IsKey(file.Name))
            {
                _entries[file.Name] = new CacheEntry(file.Length, file.LastWriteTimeUtc);
            }
            else if (file.Name.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                file.Delete();
            }
        }
    }

    /// <summary>Bytes of all contents.</summary>
    public long Bytes
    {
        get
        {
            lock (_sync)
            {
                return _entries.Values.Sum(entry => entry.Bytes);
            }
        }
    }

    /// <summary>Names of all contents.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_sync)
            {
                return [.. _entries.Keys];
            }
        }
    }

    /// <summary>Contents that were found damaged and deleted since the start.</summary>
    public int Damaged { get; private set; }

    /// <summary>Name a content has: SHA-256 as 64 hexadecimal digits.</summary>
    public static string KeyOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>
    /// Stores a content durably, and drops others for it; null when pinned ones leave no room. Fails with an
    /// <see cref="IOException"/> when the disk does not hold what was written.
    /// </summary>
    public string? Put(ReadOnlySpan<byte> content)
    {
        var key = KeyOf(content);
        lock (_sync)
        {
            if (ReadVerified(key) is not null)
            {
                return key;
            }

            if (!MakeRoom(content.Length))
            {
                return null;
            }

            Write(key, content);
            _entries[key] = new CacheEntry(content.Length, _time.GetUtcNow());
            Touch(key);
            return key;
        }
    }

    /// <summary>A content as it was stored; null when it is not there, or was damaged and is gone now.</summary>
    public byte[]? Get(string key)
    {
        lock (_sync)
        {
            var content = ReadVerified(key);
            if (content is not null)
            {
                Touch(key);
            }

            return content;
        }
    }

    /// <summary>
    /// Keeps a content, there already or to come, as long as <paramref name="owner"/> needs it. Pins do not outlive the process.
    /// </summary>
    public void Pin(string key, string owner)
    {
        lock (_sync)
        {
            if (!_pins.TryGetValue(key, out var owners))
            {
                _pins[key] = owners = [];
            }

            owners.Add(owner);
        }
    }

    /// <summary>The owner needs it no more.</summary>
    public void Unpin(string key, string owner)
    {
        lock (_sync)
        {
            if (_pins.TryGetValue(key, out var owners) && owners.Remove(owner) && owners.Count == 0)
            {
                _pins.Remove(key);
            }
        }
    }

    private static bool IsKey(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    private string PathOf(string key) => Path.Combine(_folder, key);

    private byte[]? ReadVerified(string key)
    {
        if (!IsKey(key) || !_entries.ContainsKey(key))
        {
            return null;
        }

        byte[]? content;
        try
        {
            content = File.ReadAllBytes(PathOf(key));
        }
        catch (IOException)
        {
            content = null;
        }

        if (content is not null && KeyOf(content) == key)
        {
            return content;
        }

        Damaged++;
        Drop(key);
        return null;
    }

    private bool MakeRoom(long bytes)
    {
        var held = _entries.Values.Sum(entry => entry.Bytes);
        var pinned = _entries.Where(pair => _pins.ContainsKey(pair.Key)).Sum(pair => pair.Value.Bytes);
        if (pinned + bytes > _quotaBytes)
        {
            return false;
        }

        foreach (var (key, entry) in _entries.Where(pair => !_pins.ContainsKey(pair.Key)).OrderBy(pair => pair.Value.Used).ToArray())
        {
            if (held + bytes <= _quotaBytes)
            {
                break;
            }

            held -= entry.Bytes;
            Drop(key);
        }

        return true;
    }

    private void Write(string key, ReadOnlySpan<byte> content)
    {
        var unfinished = PathOf(key) + Unfinished;
        using (var file = File.OpenHandle(unfinished, FileMode.Create, FileAccess.ReadWrite))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        if (KeyOf(File.ReadAllBytes(unfinished)) != key)
        {
            File.Delete(unfinished);
            throw new IOException($"{unfinished}: the disk does not hold what was written");
        }

        File.Move(unfinished, PathOf(key), overwrite: true);
        FolderSync.Flush(_folder);
    }

    // The time of use is the file's, so that it outlives the process.
    private void Touch(string key)
    {
        var now = _time.GetUtcNow();
        _entries[key].Used = now;
        File.SetLastWriteTimeUtc(PathOf(key), now.UtcDateTime);
    }

    private void Drop(string key)
    {
        _entries.Remove(key);
        File.Delete(PathOf(key));
    }
}
