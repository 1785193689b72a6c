using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>One alert with what drove it.</summary>
/// <param name="Id">Number of the alert, growing with time.</param>
/// <param name="Device">Identifier of the device.</param>
/// <param name="NodeName">Name of the node when the view was taken.</param>
/// <param name="Machine">The machine it listens to.</param>
/// <param name="Sensor">Channel that raised it.</param>
/// <param name="Cause">Class that raised it, such as <c>outer-race</c>.</param>
/// <param name="Open">False once it has cleared.</param>
/// <param name="Raised">Time it was raised.</param>
/// <param name="Cleared">Time it cleared; null while open.</param>
/// <param name="Score">Fault score when raised, 0 to 1.</param>
/// <param name="Owner">Who looks after it; empty when nobody does yet.</param>
/// <param name="Drivers">Features that drove it, strongest first.</param>
public sealed record AlertView(
    long Id,
    string Device,
    string NodeName,
    string Machine,
    int Sensor,
    string Cause,
    bool Open,
    DateTimeOffset Raised,
    DateTimeOffset? Cleared,
    double Score,
    string Owner,
    IReadOnlyList<AlertDriverView> Drivers);
