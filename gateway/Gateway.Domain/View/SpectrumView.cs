using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>The newest spectrum of one sensor.</summary>
/// <param name="Device">Identifier of the device.</param>
/// <param name="Sensor">Channel number.</param>
/// <param name="Time">Time of the window.</param>
/// <param name="Kind"><c>spectrum</c> or <c>envelope</c>.</param>
/// <param name="DfHz">Width of a bin in hertz; bin k lies at k times this.</param>
/// <param name="Amplitude">Amplitude of each bin in g, from 0 Hz.</param>
/// <param name="ShaftHz">Shaft speed in hertz; null when unknown.</param>
/// <param name="Lines">Fault frequencies of the machine; empty when its bearing is unknown.</param>
public sealed record SpectrumView(
    string Device,
    int Sensor,
    DateTimeOffset Time,
    string Kind,
    double DfHz,
    IReadOnlyList<float> Amplitude,
    double? ShaftHz,
    IReadOnlyList<FaultLineView> Lines);
