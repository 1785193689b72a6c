using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Nodes;

namespace Stethos.Gateway.Domain.Upkeep;

/// <summary>Values of settings as a node told them at its birth.</summary>
/// <param name="Running">Number of the configuration it ran with then; 0 = what it was flashed with.</param>
/// <param name="Values">By name, of settings somebody wanted to change.</param>
public sealed record SettingsBefore(uint Running, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>What a node told of these settings in its present boot; null when it told nothing of them.</summary>
    public static SettingsBefore? Of(NodeRecord node, IEnumerable<string> names)
    {
        if (node.Description is not { } description || description.View.Boot != (uint)node.Boot)
        {
            return null;
        }

        var wanted = names.ToHashSet();
        var values = description.View.Properties.Where(property => property.Value is not null && wanted.Contains(property.Setting))
            .ToDictionary(property => property.Setting, property => property.Value!);
        return values.Count == 0 ? null : new SettingsBefore(node.Upkeep.ConfigurationNumber, values);
    }
}
