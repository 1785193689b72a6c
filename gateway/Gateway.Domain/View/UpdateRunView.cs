using System;

namespace Stethos.Gateway.Domain.View;

/// <summary>One release on one node.</summary>
/// <param name="Id">Number of the run, growing with time.</param>
/// <param name="Device">Identifier of the device.</param>
/// <param name="NodeName">Name of the node when the view was taken.</param>
/// <param name="Release">16 digits the release's digest begins with.</param>
/// <param name="Label">What it brings, for people.</param>
/// <param name="Phase">Offered, Fetching, Staged, Switching, Confirmed, RolledBack, Refused or Stopped.</param>
/// <param name="Text">The same in plain words, with the reason when there is one.</param>
/// <param name="Percent">Share that the node has fetched; null when it is not fetching.</param>
/// <param name="Asked">When a person began it.</param>
/// <param name="Changed">When it came into this phase.</param>
/// <param name="Open">False once it has ended.</param>
/// <param name="Stuck">True when nothing has changed for so long that somebody should look.</param>
public sealed record UpdateRunView(
    long Id, string Device, string NodeName, string Release, string Label, string Phase, string Text, int? Percent,
    DateTimeOffset Asked, DateTimeOffset Changed, bool Open, bool Stuck);
