using System;

namespace Stethos.Gateway.Updates.Cache;

/// <summary>One content in the cache.</summary>
internal sealed class CacheEntry(long bytes, DateTimeOffset used)
{
    public long Bytes => bytes;

    public DateTimeOffset Used { get; set; } = used;
}
