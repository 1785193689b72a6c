using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>nanoFramework's public interface, read from listings of its class libraries (one declaration per line).</summary>
internal sealed partial class NanoApi
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Char"] = "char", ["System.SByte"] = "sbyte", ["System.Int16"] = "short", ["System.UInt16"] = "ushort",
        ["System.Int32"] = "int", ["System.UInt32"] = "uint", ["System.Int64"] = "long", ["System.UInt64"] = "ulong",
        ["System.Boolean"] = "bool", ["System.Byte"] = "byte", ["System.Single"] = "float", ["System.Double"] = "double",
        ["System.String"] = "string", ["System.Object"] = "object"
    };

    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private string _type = "";
    private bool _isEnum;

    private NanoApi()
    {
    }

    public static NanoApi Parse(IEnumerable<string> lines)
    {
        NanoApi api = new();
        foreach (string line in lines)
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                api.AddMember(line.Trim());
            }
            else if (TypeLine().Match(line) is { Success: true } match)
            {
                api.AddType(match.Groups["kind"].Value, match.Groups["name"].Value);
            }
        }

        return api;
    }

    public static NanoApi Load(string folder) =>
        Parse(Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadLines));

    public bool Has(string member) => _members.Contains(member);

    public IEnumerable<Violation> Check(NanoMemberList list) =>
        from member in list.Members
        where !Has(member.OnDevice)
        select new Violation(
            list.File.Path, member.Line, $"{member.OnDevice} is not in nanoFramework's public interface",
            "Remove the line and write the code without it, or add ' => ' and the overload that the device's compiler takes");

    private void AddType(string kind, string name)
    {
        _type = name;
        _isEnum = kind == "enum";
        _members.Add(name);
        if (kind == "delegate")
        {
            _members.Add(name + "..ctor(object,System.IntPtr)");
        }
    }

    private void AddMember(string text)
    {
        if (_isEnum)
        {
            _members.UnionWith(text.Split(',').Select(part => $"{_type}.{part.Split('=')[0].Trim()}"));
        }
        else if (text.Contains('{', StringComparison.Ordinal))
        {
            AddProperty(text);
        }
        else if (text.Contains('(', StringComparison.Ordinal))
        {
            int open = text.IndexOf('(', StringComparison.Ordinal);
            string parameters = text[(open + 1)..text.LastIndexOf(')')];
            IEnumerable<string> types = parameters.Split(", ").Where(parameter => parameter.Length > 0).Select(TypeOf);
            _members.Add($"{_type}.{LastWord(text[..open])}({string.Join(",", types)})");
        }
        else
        {
            _members.Add($"{_type}.{LastWord(text.Split('=')[0].Trim())}");
        }
    }

    private void AddProperty(string text)
    {
        string head = text[..text.IndexOf('{', StringComparison.Ordinal)].Trim();
        string name = LastWord(head);
        string type = Plain(head.Split(' ')[^2]);

        // The listings leave out an indexer's parameter; the two that portable code meets take an int (Hashtable an object).
        string index = name is "Item" or "Chars" ? (_type.EndsWith("Hashtable", StringComparison.Ordinal) ? "object" : "int") : "";
        _members.Add($"{_type}.get_{name}({index})");
        if (text.Contains("set;", StringComparison.Ordinal))
        {
            _members.Add($"{_type}.set_{name}({(index.Length > 0 ? index + "," : "")}{type})");
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

    [GeneratedRegex(@"^(?:static |abstract )*(?<kind>class|struct|interface|enum|delegate) (?<name>\S+)")]
    private static partial Regex TypeLine();
}
