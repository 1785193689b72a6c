using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Stethos.Gateway.Updates.Cache;
using Stethos.Releases.Bundles;
using Stethos.Update;

namespace Stethos.Gateway.Updates.Releases;

/// <summary>
/// The releases that can be handed out: bundles in the cache, read and checked. Every component is held against its chunk list when a
/// bundle is taken in and again after a restart. Thread safe.
/// </summary>
public sealed class ReleaseShelf(ContentCache cache)
{
    private readonly Lock _sync = new();
    private readonly Dictionary<string, (ShelvedRelease Release, string Key)> _read = [];

    /// <summary>Takes a bundle in; the same one again changes nothing.</summary>
    /// <param name="content">The file.</param>
    /// <param name="problemOf">What else is wrong with it, in words; empty when nothing is. Null = nothing else is asked.</param>
    /// <exception cref="ReleaseException">What is wrong with it.</exception>
    public ShelvedRelease Add(byte[] content, Func<ShelvedRelease, string>? problemOf = null)
    {
        var release = new ShelvedRelease(ReleaseBundle.Read(content, new PortableKeyedHash()));
        if (problemOf?.Invoke(release) is { Length: > 0 } problem)
        {
            throw new ReleaseException(problem);
        }

        lock (_sync)
        {
            if (_read.TryGetValue(release.Id, out var known))
            {
                return known.Release;
            }

            string? key;
            try
            {
                key = cache.Put(content);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new ReleaseException(fault.Message, fault);
            }

            _read.Add(release.Id, (release, key ?? throw new ReleaseException("releases that are being handed out leave no room for it")));
            return release;
        }
    }

    /// <summary>All there are, the newest manifest first.</summary>
    public IReadOnlyList<ShelvedRelease> All()
    {
        lock (_sync)
        {
            return [.. _read.Values.Select(one => one.Release).OrderByDescending(release => release.Manifest.Sequence)];
        }
    }

    /// <summary>At start: reads what the cache holds. Returns what is no bundle, with the reason.</summary>
    public IReadOnlyList<(string Key, string Problem)> Load()
    {
        List<(string, string)> problems = [];
        lock (_sync)
        {
            foreach (var key in cache.Keys)
            {
                try
                {
                    var content = cache.Get(key) ?? throw new ReleaseException("it was damaged, and is deleted");
                    var release = new ShelvedRelease(ReleaseBundle.Read(content, new PortableKeyedHash()));
                    _read[release.Id] = (release, key);
                }
                catch (ReleaseException fault)
                {
                    problems.Add((key, fault.Message));
                }
            }
        }

        return problems;
    }

    /// <summary>Keeps a release that nodes are being given, however long it was not used.</summary>
    public void Keep(ShelvedRelease release)
    {
        lock (_sync)
        {
            if (_read.TryGetValue(release.Id, out var known))
            {
                cache.Pin(known.Key, "hand-out");
            }
        }
    }

    /// <summary>The one whose digest begins with these digits; null when there is none, or more than one.</summary>
    public ShelvedRelease? Find(string digits)
    {
        lock (_sync)
        {
            var found = digits.Length == 0
                ? []
                : _read.Values.Where(one => one.Release.Id.StartsWith(digits, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
            return found.Length == 1 ? found[0].Release : null;
        }
    }
}
