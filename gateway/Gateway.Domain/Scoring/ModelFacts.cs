using System.Collections.Generic;

namespace Stethos.Gateway.Domain.Scoring;

/// <summary>
/// What goes with a model file. <paramref name="Labels"/>[0] is the healthy class; <paramref name="Reference"/> holds
/// the median of each input over the healthy training windows, which alerts compare with.
/// </summary>
public sealed record ModelFacts(
    string Name, string Version, IReadOnlyList<string> Inputs, IReadOnlyList<string> Labels,
    IReadOnlyList<float> Reference, string ReferenceName, double RaiseAt, double ClearAt)
{
    /// <summary>Name and version as shown and stored.</summary>
    public string Title => $"{Name} {Version}";
}
