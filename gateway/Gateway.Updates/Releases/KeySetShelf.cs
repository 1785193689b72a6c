using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Releases.Signing;
using Stethos.Update;

namespace Stethos.Gateway.Updates.Releases;

/// <summary>
/// The owner's key sets, each of which follows the one before: what releases are held against, and what nodes are given. The first
/// one is whatever a person gives the gateway; after that the owner's root keys decide. Thread safe.
/// </summary>
public sealed class KeySetShelf
{
    private const string ForAll = "for-all";
    private readonly Lock _sync = new();
    private readonly string _folder;
    private readonly SortedDictionary<int, ShelvedKeySet> _sets = [];
    private int _wanted;

    /// <summary>Opens the folder, made if need be, and reads what it holds. <see cref="Problems"/> says what was of no use.</summary>
    public KeySetShelf(string folder)
    {
        _folder = folder;
        List<string> problems = [];
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*" + KeySetFile.Suffix))
        {
            try
            {
                var read = new ShelvedKeySet(KeySetFile.Read(File.ReadAllBytes(file)));
                _sets[read.Version] = read;
            }
            catch (ReleaseException wrong)
            {
                problems.Add($"{file}: {wrong.Message}");
            }
        }

        Problems = problems;
        var wanted = Path.Combine(folder, ForAll);
        _wanted = File.Exists(wanted) && int.TryParse(File.ReadAllText(wanted), CultureInfo.InvariantCulture, out var all) ? all : 0;
    }

    public IReadOnlyList<string> Problems { get; }

    /// <summary>All there are, the newest first.</summary>
    public IReadOnlyList<ShelvedKeySet> All()
    {
        lock (_sync)
        {
            return [.. _sets.Values.Reverse()];
        }
    }

    /// <summary>The newest; null when the gateway was given none.</summary>
    public ShelvedKeySet? Newest
    {
        get
        {
            lock (_sync)
            {
                return _sets.Count == 0 ? null : _sets.Values.Last();
            }
        }
    }

    /// <summary>The set of this version that every node is to have, also one that comes later; null when there is none.</summary>
    public ShelvedKeySet? WantedForAll => OfVersion(_wanted);

    /// <summary>The set of this version; null when it is not here.</summary>
    public ShelvedKeySet? OfVersion(int version)
    {
        lock (_sync)
        {
            return _sets.GetValueOrDefault(version);
        }
    }

    /// <summary>The one whose digest begins with these digits; null when there is none, or more than one.</summary>
    public ShelvedKeySet? Find(string digits)
    {
        lock (_sync)
        {
            var found = digits.Length == 0
                ? []
                : _sets.Values.Where(one => one.Id.StartsWith(digits, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
            return found.Length == 1 ? found[0] : null;
        }
    }

    /// <summary>Takes a key set in: the first one, the next one, or the one before the oldest. The same again changes nothing.</summary>
    /// <exception cref="ReleaseException">Why it is not taken.</exception>
    public ShelvedKeySet Add(byte[] content)
    {
        var set = new ShelvedKeySet(KeySetFile.Read(content));
        lock (_sync)
        {
            if (_sets.TryGetValue(set.Version, out var known) && known.Id == set.Id)
            {
                return known;
            }

            if (ProblemOf(set.File) is { } problem)
            {
                throw new ReleaseException(problem);
            }

            Write($"{set.Version}{KeySetFile.Suffix}", content);
            _sets[set.Version] = set;
            return set;
        }
    }

    /// <summary>Every node is to have it, also one that is not known yet.</summary>
    public void WantForAll(ShelvedKeySet set)
    {
        lock (_sync)
        {
            if (set.Version > _wanted)
            {
                Write(ForAll, System.Text.Encoding.ASCII.GetBytes(set.Version.ToString(CultureInfo.InvariantCulture)));
                _wanted = set.Version;
            }
        }
    }

    // Caller holds the lock.
    private string? ProblemOf(KeySetFile file)
    {
        if (_sets.Count == 0)
        {
            return file.IsSelfSigned() ? null : "too few of its own root keys signed it";
        }

        var (oldest, newest) = (_sets.Values.First(), _sets.Values.Last());
        var version = file.Keys.Version;
        if (!file.Keys.Vendor.AsSpan().SequenceEqual(newest.File.Keys.Vendor))
        {
            return "it is another owner's than the key sets of this gateway";
        }

        if (version == newest.Version)
        {
            return $"this gateway has another number {version} already";
        }

        if (version < newest.Version)
        {
            var reason = version == oldest.Version - 1 ? oldest.File.Follows(file) : UpdateReasonCode.KeySetOrder;
            return reason == UpdateReasonCode.None ? null : $"it is number {version}, and this gateway has number {newest.Version} already";
        }

        var next = file.Follows(newest.File);
        return next switch
        {
            UpdateReasonCode.None => null,
            UpdateReasonCode.KeySetOrder =>
                $"it is number {version}, and this gateway has number {newest.Version}: number {newest.Version + 1} comes first",
            _ => ReasonWords.Of(next)
        };
    }

    private void Write(string name, byte[] content)
    {
        var file = Path.Combine(_folder, name);
        try
        {
            using (var handle = File.OpenHandle(file + ".part", FileMode.Create, FileAccess.ReadWrite))
            {
                RandomAccess.Write(handle, content, 0);
                RandomAccess.FlushToDisk(handle);
            }

            File.Move(file + ".part", file, overwrite: true);
            FolderSync.Flush(_folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"{file}: {fault.Message}", fault);
        }
    }
}
