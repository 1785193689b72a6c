using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>A part that sends no frames of its own: what it measures goes with other frames.</summary>
/// <param name="Part">Part name.</param>
/// <param name="Measures">What it measures.</param>
public sealed record DescribedGaugeView(string Part, IReadOnlyList<QuantityView> Measures);
