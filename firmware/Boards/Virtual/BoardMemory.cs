using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.App;
using Stethos.Crypto;
using Stethos.Hal;
using Stethos.Hal.Virtual.Memory;
using Stethos.Protocol;
using Stethos.Update;

namespace Stethos.Boards.Virtual;

/// <summary>
/// Peak of what one board's node would hold of the device's managed heap: its own objects, by type. Class libraries, threads and an MQTT
/// session come on top; docs/device-results.md has their figures.
/// </summary>
internal sealed class BoardMemory(IReadOnlyList<object> roots)
{
    private const int TypesShown = 12;

    private IReadOnlyDictionary<string, int> _peak = new Dictionary<string, int>();

    /// <summary>The greatest sum of all samples, in bytes.</summary>
    public int PeakBytes { get; private set; }

    /// <summary>Walks the node's objects now.</summary>
    public void Sample()
    {
        NanoHeap heap = new(
            [
                typeof(NodeState).Assembly, typeof(NodeCounters).Assembly, typeof(IClock).Assembly, typeof(Sha256).Assembly,
                typeof(UpdateStateCode).Assembly, .. roots.Select(root => root.GetType().Assembly)
            ]);
        Dictionary<string, int> bytes = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, int> found in roots.SelectMany(heap.AddByType))
        {
            bytes[found.Key] = bytes.GetValueOrDefault(found.Key) + found.Value;
        }

        int sum = bytes.Values.Sum();
        if (sum > PeakBytes)
        {
            PeakBytes = sum;
            _peak = bytes;
        }
    }

    public void Write(TextWriter output)
    {
        output.WriteLine($"node objects at their peak: {PeakBytes} bytes of the device's managed heap");
        foreach (KeyValuePair<string, int> type in _peak.OrderByDescending(type => type.Value).Take(TypesShown))
        {
            output.WriteLine($"{type.Value,9}  {type.Key}");
        }
    }
}
