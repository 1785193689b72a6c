using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Frozen;

/// <summary>
/// Numbers of enums named <c>…Code</c> go over the wire, into flash or into telemetry. They are append-only: a listed number may
/// neither change nor go; a new member is listed in the same change.
/// </summary>
internal static class FrozenEnumRule
{
    public const string FilePath = "tests/Architecture.Tests/frozen-enums.txt";

    private const string Suffix = "Code";

    public static IEnumerable<Violation> Check(RepoFile frozen, IEnumerable<Assembly> assemblies)
    {
        Dictionary<string, string> actual = assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsEnum && type.Name.EndsWith(Suffix, StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .ToDictionary(NameOf, NumberOf, StringComparer.Ordinal);
        HashSet<string> listed = new(StringComparer.Ordinal);
        for (int i = 0; i < frozen.Lines.Count; i++)
        {
            string line = frozen.Lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] sides = line.Split('=', 2);
            string? problem = true switch
            {
                _ when sides.Length != 2 => $"'{line}' is not Namespace.Enum.Member=number",
                _ when !listed.Add(sides[0]) => $"{sides[0]} is listed twice",
                _ when !actual.ContainsKey(sides[0]) => $"{sides[0]} is gone; its number was {sides[1]}",
                _ when actual[sides[0]] != sides[1] => $"{sides[0]} was {sides[1]} and is now {actual[sides[0]]}",
                _ => null
            };
            if (problem is not null)
            {
                yield return new Violation(
                    frozen.Path, i + 1, problem,
                    "Units in the field and stored frames keep the old number: restore it and append a new member");
            }
        }

        foreach (string member in actual.Keys.Except(listed).Order(StringComparer.Ordinal))
        {
            yield return new Violation(
                frozen.Path, frozen.Lines.Count, $"{member} is not frozen yet", $"Add the line '{member}={actual[member]}'");
        }
    }

    private static string NameOf(FieldInfo member) => $"{member.DeclaringType!.FullName!.Replace('+', '/')}.{member.Name}";

    private static string NumberOf(FieldInfo member) => Convert.ToString(member.GetRawConstantValue(), CultureInfo.InvariantCulture)!;
}
