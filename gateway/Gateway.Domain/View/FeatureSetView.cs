using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>The full feature set of the newest burst of a sensor, computed by the gateway from raw samples.</summary>
/// <param name="Device">Identifier of the device.</param>
/// <param name="Sensor">Channel number.</param>
/// <param name="Time">Start of the burst.</param>
/// <param name="SampleRateHz">Samples per second.</param>
/// <param name="Samples">Samples the features were computed from.</param>
/// <param name="Features">All features, in a fixed order.</param>
public sealed record FeatureSetView(
    string Device, int Sensor, DateTimeOffset Time, double SampleRateHz, int Samples, IReadOnlyList<FeatureValueView> Features);
