using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>What became of a request about updates.</summary>
/// <param name="Problem">Why nothing was done at all; empty when something was.</param>
/// <param name="Release">16 digits of the release it was about; empty with a problem.</param>
/// <param name="Devices">Nodes it was done for.</param>
/// <param name="Refused">Nodes it was not done for, one sentence each.</param>
public sealed record UpdateAnswerView(
    string Problem, string Release, IReadOnlyList<string> Devices, IReadOnlyList<string> Refused)
{
    /// <summary>What a person should know although it was done; empty when there is nothing.</summary>
    public string Warning { get; init; } = "";

    public static UpdateAnswerView Wrong(string problem) => new(problem, "", [], []);
}
