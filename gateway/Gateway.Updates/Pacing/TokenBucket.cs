using System;

namespace Stethos.Gateway.Updates.Pacing;

/// <summary>
/// Bytes that may be sent: they gather at a rate up to a burst. <see cref="Charge"/> may go below zero, which has to be made up for
/// before anything goes again. Times are milliseconds of any clock that does not go back.
/// </summary>
public sealed class TokenBucket
{
    private readonly double _bytesPerSecond;
    private readonly double _burstBytes;
    private double _bytes;
    private long _atMs = long.MinValue;

    /// <summary>A full bucket.</summary>
    public TokenBucket(double bytesPerSecond, double burstBytes)
    {
        _bytesPerSecond = bytesPerSecond;
        _burstBytes = burstBytes;
        _bytes = burstBytes;
    }

    /// <summary>Whether so many bytes may be sent now; what is longer than the burst goes when the bucket is full.</summary>
    public bool Has(double bytes, long nowMs)
    {
        Fill(nowMs);
        return _bytes >= Math.Min(bytes, _burstBytes);
    }

    /// <summary>Takes the bytes in any case; at most ten seconds' worth are owed.</summary>
    public void Charge(double bytes, long nowMs)
    {
        Fill(nowMs);
        _bytes = Math.Max(_bytes - bytes, -10 * _bytesPerSecond);
    }

    private void Fill(long nowMs)
    {
        if (_atMs != long.MinValue && nowMs > _atMs)
        {
            _bytes = Math.Min(_burstBytes, _bytes + (nowMs - _atMs) * _bytesPerSecond / 1000);
        }

        _atMs = Math.Max(_atMs, nowMs);
    }
}
