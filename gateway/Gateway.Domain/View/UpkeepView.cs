using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>What a node told of itself.</summary>
/// <param name="Mode">None (not told), Normal, Safe, MemoryShort, Trial or Rescue.</param>
/// <param name="ConfigurationNumber">Configuration it runs with; 0 = the one it was flashed with.</param>
/// <param name="Error">Last error of this boot by name; None = none.</param>
/// <param name="Health">Newest health frame; null before the first.</param>
/// <param name="LastWords">Why the boot before ended; null when not told.</param>
/// <param name="Configuration">What became of the newest configuration; null when none was sent.</param>
/// <param name="Trend">Memory and queue of the last two hours, oldest first.</param>
public sealed record UpkeepView(
    string Mode, uint ConfigurationNumber, string Error, HealthView? Health, LastWordsView? LastWords,
    ConfigurationResultView? Configuration, IReadOnlyList<HealthPoint> Trend)
{
    /// <summary>Starts it told of, as far as they are kept, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Starts { get; init; } = [];

    /// <summary>The settings wanted last; null when none were.</summary>
    public WantedConfigurationView? Wanted { get; init; }
}
