using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.FirmwareLinter.Api;

/// <summary>The class libraries of the target, from the committed list or from a folder of reference assemblies.</summary>
public sealed class DeviceApi : IDeviceApi
{
    private static readonly Dictionary<string, string> Remedies = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic"] = "use arrays or System.Collections (ArrayList, Hashtable)",
        ["System.Linq"] = "write the loop",
        ["System.Threading.Tasks"] = "use a Thread or a Timer; the device has no tasks",
        ["System.Span"] = "use byte[] with offset and count, or SpanByte",
        ["System.ReadOnlySpan"] = "use byte[] with offset and count, or SpanByte",
        ["System.DateTimeOffset"] = "use DateTime in UTC",
        ["System.MathF"] = "use Math and cast to float",
        ["System.Buffer"] = "use Array.Copy",
        ["System.Decimal"] = "use double or scaled integers",
        ["System.String.Join"] = "append in a loop",
        ["System.Array.Sort"] = "write the sort",
        ["System.Array.Empty"] = "use new T[0]",
        ["System.Enum."] = "compare the numbers",
        ["System.Security.Cryptography.SHA256"] = "use HMACSHA256, or write SHA-256 yourself"
    };

    // Where the compiler for .NET takes the first, the compiler for the device takes the second from the same source.
    private static readonly Dictionary<string, string> Alternatives = new(StringComparer.Ordinal)
    {
        ["System.Threading.Monitor.Enter(object,bool&)"] = "Enter(object)"
    };

    private readonly Dictionary<string, ApiType> _types;

    /// <param name="types">Types of all class libraries; a name that comes twice is joined.</param>
    public DeviceApi(IEnumerable<ApiType> types)
    {
        _types = new Dictionary<string, ApiType>(StringComparer.Ordinal);
        foreach (ApiType type in types)
        {
            if (!_types.TryAdd(type.Name, type))
            {
                _types[type.Name].Members.UnionWith(type.Members);
            }
        }
    }

    public static DeviceApi Embedded { get; } = new(ApiFile.Embedded());

    public bool HasType(string type) => _types.ContainsKey(type);

    /// <summary>Looks at the type and what it inherits. Of an unknown type every member counts as there: the type is the finding.</summary>
    public bool HasMember(string type, string member)
    {
        if (!_types.TryGetValue(type, out ApiType? found))
        {
            return true;
        }

        return found.Members.Contains(member)
            || (Alternatives.TryGetValue($"{type}.{member}", out string? other) && found.Members.Contains(other))
            || (found.Kind != ApiKind.Interface && type != "System.Object" && HasMember("System.Object", member))
            || found.Bases.Any(parent => _types.ContainsKey(parent) && HasMember(parent, member));
    }

    public bool IsEnum(string type) => _types.TryGetValue(type, out ApiType? found) && found.Kind == ApiKind.Enum;

    public string RemedyFor(string name) => Remedies
        .Where(pair => name.StartsWith(pair.Key, StringComparison.Ordinal))
        .Select(pair => pair.Value)
        .FirstOrDefault("write it without");
}
