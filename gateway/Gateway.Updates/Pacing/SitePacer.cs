using System.Collections.Generic;
using System.Linq;

namespace Stethos.Gateway.Updates.Pacing;

/// <summary>
/// Lets an update send only what site and access point have left beside telemetry. Nodes whose access point is not known count to
/// the site alone. Not thread safe.
/// </summary>
public sealed class SitePacer(AirBudget site, AirBudget accessPoint)
{
    private readonly AirShare _site = new(site);
    private readonly Dictionary<string, AirShare> _points = [];

    /// <summary>There is such an access point: what goes to all goes over it too, from the first message on.</summary>
    public void Know(string point) => Of(point);

    /// <summary>Frames came from nodes behind an access point: they go before any update.</summary>
    public void Telemetry(string? point, int bytes, long nowMs)
    {
        _site.Telemetry(bytes, nowMs);
        Of(point)?.Telemetry(bytes, nowMs);
    }

    /// <summary>Whether a message to one node may go now; takes its bytes then.</summary>
    public bool TryTake(string? point, int bytes, long nowMs)
    {
        var share = Of(point);
        if (!_site.Has(bytes, nowMs) || share?.Has(bytes, nowMs) == false)
        {
            return false;
        }

        _site.Take(bytes, nowMs);
        share?.Take(bytes, nowMs);
        return true;
    }

    /// <summary>Whether a message to all may go now: every access point known so far carries it.</summary>
    public bool TryTakeAll(int bytes, long nowMs)
    {
        if (!_site.Has(bytes, nowMs) || _points.Values.Any(point => !point.Has(bytes, nowMs)))
        {
            return false;
        }

        _site.Take(bytes, nowMs);
        foreach (var point in _points.Values)
        {
            point.Take(bytes, nowMs);
        }

        return true;
    }

    private AirShare? Of(string? point)
    {
        if (point is null)
        {
            return null;
        }

        if (!_points.TryGetValue(point, out var share))
        {
            _points[point] = share = new AirShare(accessPoint);
        }

        return share;
    }
}
