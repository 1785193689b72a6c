using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>What a node says it is.</summary>
/// <param name="Boot">Boot that said so.</param>
/// <param name="Firmware">Firmware version.</param>
/// <param name="Board">Board name.</param>
/// <param name="Sensors">Sensors with what they measure and send.</param>
/// <param name="Health">What the node tells of itself each minute.</param>
/// <param name="Properties">What it can be told, with ranges.</param>
/// <param name="Commands">What it can be asked to do.</param>
public sealed record DescriptionView(
    long Boot, string Firmware, string Board, IReadOnlyList<DescribedSensorView> Sensors, IReadOnlyList<QuantityView> Health,
    IReadOnlyList<DescribedPropertyView> Properties, IReadOnlyList<DescribedCommandView> Commands)
{
    /// <summary>Parts that send no frames of their own, such as a tachometer or a battery gauge.</summary>
    public IReadOnlyList<DescribedGaugeView> Gauges { get; init; } = [];
}
