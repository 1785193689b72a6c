using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>What the model on a node said of its newest window, and whether the gateway gets the same.</summary>
/// <param name="Time">Time of the window.</param>
/// <param name="Sensor">Channel the window came from.</param>
/// <param name="Model">Model as people call it; the digits of its name when the gateway does not have it.</param>
/// <param name="Codes">Output codes, 0 to 255; empty when the window was not fit for scoring.</param>
/// <param name="Score">Fault score, 0 to 1; null without codes.</param>
/// <param name="Finding">What recomputing showed, such as <c>Equal</c> or <c>Differs</c>.</param>
/// <param name="Suppressed">Windows the node scored and did not send, since the gateway started.</param>
/// <param name="Checked">Windows the gateway recomputed since it started.</param>
/// <param name="Differing">Of these, windows with another result.</param>
public sealed record EdgeView(
    DateTimeOffset Time,
    int Sensor,
    string Model,
    IReadOnlyList<int> Codes,
    double? Score,
    string Finding,
    long Suppressed,
    long Checked,
    long Differing);
