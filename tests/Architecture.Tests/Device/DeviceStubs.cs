using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Stethos.Architecture.Tests.Device;

/// <summary>
/// C# declarations without bodies for listed types, so that device code compiles on a computer and anything not listed does not.
/// </summary>
internal static partial class DeviceStubs
{
    /// <param name="types">Types to declare.</param>
    /// <param name="isKnown">Whether a base type exists, listed or in the framework.</param>
    public static string Write(IReadOnlyList<DeviceType> types, Func<string, bool> isKnown)
    {
        StringBuilder text = new("#nullable disable\n");
        foreach (DeviceType type in types)
        {
            string[] owners = type.Name.Split('/');
            int dot = owners[0].LastIndexOf('.');
            text.Append("namespace ").Append(owners[0][..dot]).Append(" { ");
            string outer = owners[0][(dot + 1)..];
            if (owners.Length > 1)
            {
                string kind = types.First(candidate => candidate.Name == owners[0]).Kind;
                text.Append("public partial ").Append(kind).Append(' ').Append(outer).Append(" { ");
            }

            Declare(text, type, owners.Length > 1 ? owners[1] : outer, isKnown);
            text.Append(owners.Length > 1 ? " } }\n" : " }\n");
        }

        return text.ToString();
    }

    private static void Declare(StringBuilder text, DeviceType type, string name, Func<string, bool> isKnown)
    {
        if (type.Kind == "delegate")
        {
            text.Append("public delegate ").Append(Method(type.Members[0].Text, name)).Append(';');
            return;
        }

        string[] bases = type.Bases.Where(isKnown).Select(Plain).ToArray();
        bool isStatic = type.Text.StartsWith("static ", StringComparison.Ordinal);
        text.Append("public ").Append(isStatic ? "static " : "").Append(type.Kind == "enum" ? "" : "partial ")
            .Append(type.Kind).Append(' ').Append(name)
            .Append(bases.Length == 0 ? "" : " : " + string.Join(", ", bases)).Append(" { ");
        foreach ((_, string member) in type.Members)
        {
            text.Append(type.Kind == "enum" ? member : Member(type, member, name)).Append(' ');
        }

        // Without this the compiler would supply a public constructor that nobody listed.
        bool hasConstructor = type.Members.Any(member => member.Text.Contains(".ctor(", StringComparison.Ordinal));
        bool needsDispose = type.Bases.Contains("System.IDisposable")
            && !type.Members.Any(member => member.Text.EndsWith("void Dispose()", StringComparison.Ordinal));
        text.Append(type.Kind == "class" && !isStatic && !hasConstructor ? $"private protected {name}() {{ }} " : "")
            .Append(needsDispose && type.Kind != "interface" ? "void System.IDisposable.Dispose() { } " : "").Append('}');
    }

    private static string Member(DeviceType type, string text, string name)
    {
        string access = type.Kind == "interface" ? "" : text.StartsWith("protected ", StringComparison.Ordinal) ? "protected " : "public ";
        bool isStatic = text.Contains("static ", StringComparison.Ordinal);
        string modifiers = access + (isStatic ? "static " : "");
        string bare = Modifiers().Replace(text, "");
        if (bare.StartsWith("event ", StringComparison.Ordinal))
        {
            return $"{modifiers}{Plain(bare)} {{ add {{ }} remove {{ }} }}";
        }

        if (bare.Contains('{', StringComparison.Ordinal))
        {
            return modifiers + Plain(bare).Replace("get;", "get => throw null;", StringComparison.Ordinal)
                .Replace("set;", "set { }", StringComparison.Ordinal);
        }

        if (!bare.Contains('(', StringComparison.Ordinal))
        {
            return bare.Contains('=', StringComparison.Ordinal) ? $"{access}const {Plain(bare)};" : $"{modifiers}{Plain(bare)};";
        }

        string body = type.Kind == "interface" ? ";" : " => throw null;";
        return bare.StartsWith("void .ctor(", StringComparison.Ordinal)
            ? modifiers + Method(bare, name)["void ".Length..] + body
            : modifiers + Method(bare, null) + body;
    }

    private static string Method(string text, string? name)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string head = Modifiers().Replace(text[..open], "");
        string returned = Plain(head[..head.LastIndexOf(' ')]);
        string called = name ?? head[(head.LastIndexOf(' ') + 1)..];
        IEnumerable<string> parameters = text[(open + 1)..text.LastIndexOf(')')]
            .Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Parameter);
        return called == "op_Implicit"
            ? $"implicit operator {returned}({string.Join(", ", parameters)})"
            : $"{returned} {called}({string.Join(", ", parameters)})";
    }

    private static string Parameter(string text)
    {
        string[] sides = text.Split(" = ");
        string declaration = sides[0].Contains('&', StringComparison.Ordinal)
            ? "out " + sides[0].Replace("&", "", StringComparison.Ordinal)
            : sides[0];
        return Plain(declaration) + (sides.Length > 1 ? " = default" : "");
    }

    private static string Plain(string text) => text.Replace('/', '.');

    [GeneratedRegex("^(?:(?:protected|static|virtual|abstract) )+")]
    private static partial Regex Modifiers();
}
