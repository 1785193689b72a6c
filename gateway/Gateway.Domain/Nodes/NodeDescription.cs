using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Stethos.Gateway.Domain.Upkeep;
using Stethos.Gateway.Domain.View;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Nodes;

/// <summary>
/// The registry's entry of one node: what it says it is, and where its state or its frames of the same boot say otherwise.
/// A message is taken over whole; the object lives on.
/// </summary>
public sealed class NodeDescription
{
    // More would say nothing new to whoever has to look.
    private const int MostContradictions = 8;

    private readonly Dictionary<int, DescribedSensorView> _sensors = [];
    private readonly SortedSet<string> _contradictions = [];

    public NodeDescription(Description message)
    {
        Dictionary<MessageKindCode, QuantityView[]> features = [];
        foreach (var list in message.Features.Take(message.FeatureCount))
        {
            features[list.Frames] = Quantities(list);
        }

        foreach (var list in message.Sensors.Take(message.SensorCount))
        {
            var telemetry = features.GetValueOrDefault(list.Frames, []);
            _sensors[list.Sensor] = new DescribedSensorView(list.Sensor, list.Part, list.Frames.ToString(), Quantities(list), telemetry);
        }

        View = new DescriptionView(
            message.Key.Boot, message.Firmware, message.Board, [.. _sensors.Values.OrderBy(sensor => sensor.Sensor)],
            features.GetValueOrDefault(MessageKindCode.Health, []),
            [.. message.Properties.Take(message.PropertyCount).Select(PropertyOf)],
            [.. message.Commands.Take(message.CommandCount).Select(command => new DescribedCommandView((int)command.Code, command.Name))])
        {
            Gauges = [.. message.Gauges.Take(message.GaugeCount).Select(gauge => new DescribedGaugeView(gauge.Part, Quantities(gauge)))]
        };
    }

    public DescriptionView View { get; }

    /// <summary>What contradicts it, one sentence each, in a stable order.</summary>
    public IReadOnlyList<string> Contradictions => [.. _contradictions];

    /// <summary>A frame came; only one of the boot that described itself can contradict it.</summary>
    public void SeenFrame(uint boot, MessageKindCode kind, int sensor)
    {
        if (boot != View.Boot || kind is not (MessageKindCode.Features or MessageKindCode.VisionFeatures))
        {
            return;
        }

        if (!_sensors.TryGetValue(sensor, out var described))
        {
            Note($"Sensor {sensor} sends {kind} but is not described.");
        }
        else if (described.Frames != kind.ToString())
        {
            Note($"Sensor {sensor} ({described.Part}) sends {kind}, described are {described.Frames}.");
        }
    }

    /// <summary>A state came; only one of the same boot can contradict it.</summary>
    public void SeenState(uint boot, IReadOnlyList<SensorView> sensors)
    {
        if (boot != View.Boot)
        {
            return;
        }

        foreach (var sensor in sensors)
        {
            if (!_sensors.TryGetValue(sensor.Sensor, out var described))
            {
                Note($"Sensor {sensor.Sensor} ({sensor.Part}) is in the state but is not described.");
            }
            else if (described.Part != sensor.Part)
            {
                Note($"Sensor {sensor.Sensor} is {sensor.Part} in the state, {described.Part} in the description.");
            }
        }
    }

    private static QuantityView[] Quantities(QuantityList list) => [.. list.Items.Take(list.Count).Select(item => new QuantityView(
        item.Name, Units.TextOf(item.Unit), item.HasRange ? item.Low : null, item.HasRange ? item.High : null))];

    private static DescribedPropertyView PropertyOf(DescribedProperty property) => new(
        property.Name, SettingNames.Of(property.Setting), Units.TextOf(property.Unit), property.Form.ToString(), property.Low,
        property.High,
        !property.HasValue ? null
            : property.Form == SettingFormCode.Text ? property.Text : property.Value.ToString(CultureInfo.InvariantCulture));

    private void Note(string contradiction)
    {
        if (_contradictions.Count < MostContradictions)
        {
            _contradictions.Add(contradiction);
        }
    }
}
