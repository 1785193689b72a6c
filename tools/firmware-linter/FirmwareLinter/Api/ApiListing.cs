using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Stethos.FirmwareLinter.Api;

/// <summary>Reads listings of class libraries: C#-like, one declaration per line, members indented by four spaces.</summary>
public sealed partial class ApiListing
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Char"] = "char", ["System.SByte"] = "sbyte", ["System.Int16"] = "short", ["System.UInt16"] = "ushort",
        ["System.Int32"] = "int", ["System.UInt32"] = "uint", ["System.Int64"] = "long", ["System.UInt64"] = "ulong",
        ["System.Boolean"] = "bool", ["System.Byte"] = "byte", ["System.Single"] = "float", ["System.Double"] = "double",
        ["System.String"] = "string", ["System.Object"] = "object"
    };

    private readonly List<ApiType> _types = [];

    private ApiListing()
    {
    }

    public IReadOnlyList<ApiType> Types => _types;

    public static ApiListing Parse(IEnumerable<string> lines)
    {
        ApiListing listing = new();
        foreach (string line in lines)
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                listing.AddMember(line.Trim());
            }
            else if (TypeLine().Match(line) is { Success: true } match)
            {
                listing.AddType(match.Groups["kind"].Value, match.Groups["name"].Value, match.Groups["bases"].Value);
            }
        }

        return listing;
    }

    /// <summary>Every .txt of a folder.</summary>
    public static ApiListing Load(string folder) =>
        Parse(Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadLines));

    private void AddType(string kind, string name, string bases)
    {
        ApiKind parsed = Enum.Parse<ApiKind>(kind, ignoreCase: true);
        _types.Add(new ApiType(name, parsed, bases.Split(", ", StringSplitOptions.RemoveEmptyEntries)));
        if (parsed == ApiKind.Delegate)
        {
            _types[^1].Members.Add(".ctor(object,System.IntPtr)");
        }
    }

    private void AddMember(string text)
    {
        ApiType type = _types[^1];
        if (type.Kind == ApiKind.Enum)
        {
            type.Members.UnionWith(text.Split(',').Select(part => part.Split('=')[0].Trim()));
        }
        else if (text.Contains('{', StringComparison.Ordinal))
        {
            AddProperty(type, text);
        }
        else if (text.Contains('(', StringComparison.Ordinal))
        {
            int open = text.IndexOf('(', StringComparison.Ordinal);
            string parameters = text[(open + 1)..text.LastIndexOf(')')];
            IEnumerable<string> types = parameters.Split(", ").Where(parameter => parameter.Length > 0).Select(TypeOf);
            type.Members.Add($"{LastWord(text[..open])}({string.Join(",", types)})");
        }
        else if (text.StartsWith("event ", StringComparison.Ordinal) || text.StartsWith("static event ", StringComparison.Ordinal))
        {
            string handler = text.Split(' ')[^2];
            type.Members.Add($"add_{LastWord(text)}({handler})");
            type.Members.Add($"remove_{LastWord(text)}({handler})");
        }
        else
        {
            type.Members.Add(LastWord(text.Split('=')[0].Trim()));
        }
    }

    private static void AddProperty(ApiType owner, string text)
    {
        string head = text[..text.IndexOf('{', StringComparison.Ordinal)].Trim();
        string name = LastWord(head);
        string type = Plain(head.Split(' ')[^2]);

        // The listings leave out an indexer's parameter: it is an int, in a Hashtable an object.
        string index = name is "Item" or "Chars" ? (owner.Name.EndsWith("Hashtable", StringComparison.Ordinal) ? "object" : "int") : "";
        owner.Members.Add($"get_{name}({index})");
        if (text.Contains("set;", StringComparison.Ordinal))
        {
            owner.Members.Add($"set_{name}({(index.Length > 0 ? index + "," : "")}{type})");
        }
    }

    private static string TypeOf(string parameter)
    {
        string declaration = parameter.Split(" = ")[0];
        return Plain(declaration[..declaration.LastIndexOf(' ')]);
    }

    private static string Plain(string type)
    {
        string element = type.TrimEnd('&', '[', ']');
        return Keywords.GetValueOrDefault(element, element) + type[element.Length..];
    }

    private static string LastWord(string text) => text[(text.LastIndexOf(' ') + 1)..];

    [GeneratedRegex(@"^(?:static |abstract )*(?<kind>class|struct|interface|enum|delegate) (?<name>\S+)(?: : (?<bases>.+))?$")]
    private static partial Regex TypeLine();
}
