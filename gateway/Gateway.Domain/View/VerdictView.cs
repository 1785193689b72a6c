using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>What the model said about one window.</summary>
/// <param name="Time">Time of the window.</param>
/// <param name="Sensor">Channel the window came from.</param>
/// <param name="Label">Winning class, such as <c>normal</c> or <c>outer-race</c>.</param>
/// <param name="Score">Fault score, 0 to 1.</param>
/// <param name="Probabilities">Probability of each class, 0 to 1.</param>
public sealed record VerdictView(
    DateTimeOffset Time,
    int Sensor,
    string Label,
    double Score,
    IReadOnlyDictionary<string, double> Probabilities);
