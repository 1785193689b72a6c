using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>A sensor as its node describes it.</summary>
/// <param name="Sensor">Number on the node.</param>
/// <param name="Part">Part name.</param>
/// <param name="Frames">Kind of its frames: Features or VisionFeatures; a number for a kind this gateway does not know.</param>
/// <param name="Measures">What the part measures, and what only its frames carry.</param>
/// <param name="Telemetry">What all frames of that kind carry.</param>
public sealed record DescribedSensorView(
    int Sensor, string Part, string Frames, IReadOnlyList<QuantityView> Measures, IReadOnlyList<QuantityView> Telemetry);
