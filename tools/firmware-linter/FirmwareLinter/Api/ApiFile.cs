using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Api;

/// <summary>
/// The committed list of public members: <c>kind name : bases</c>, then the members, one per line, indented by a tab.
/// <c>#</c> begins a comment.
/// </summary>
public static class ApiFile
{
    private const string Resource = "nanoframework-api.txt";

    /// <summary>The types that come with this program.</summary>
    public static IReadOnlyList<ApiType> Embedded()
    {
        using Stream stream = typeof(ApiFile).Assembly.GetManifestResourceStream(Resource)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return Parse(reader.ReadToEnd().Split('\n'), Resource);
    }

    /// <exception cref="LintInputException">A line is none of the format.</exception>
    public static IReadOnlyList<ApiType> Parse(IEnumerable<string> lines, string name)
    {
        List<ApiType> types = [];
        int number = 0;
        foreach (string line in lines.Select(text => text.TrimEnd('\r')))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] sides = line.Split(" : ", 2);
            string[] head = sides[0].Split(' ');
            if (line[0] == '\t' && types.Count > 0)
            {
                types[^1].Members.Add(line[1..]);
            }
            else if (head.Length == 2 && Enum.TryParse(head[0], ignoreCase: true, out ApiKind kind))
            {
                types.Add(new ApiType(head[1], kind, sides.Length == 2 ? sides[1].Split(", ") : []));
            }
            else
            {
                throw new LintInputException($"{name}({number}): neither a type nor a member");
            }
        }

        return types;
    }

    public static string Write(string header, IEnumerable<ApiType> types)
    {
        StringBuilder text = new(header);
        foreach (ApiType type in types.OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            text.Append(type.Kind.ToString().ToLowerInvariant()).Append(' ').Append(type.Name);
            text.Append(type.Bases.Count > 0 ? " : " + string.Join(", ", type.Bases) : "").Append('\n');
            foreach (string member in type.Members)
            {
                text.Append('\t').Append(member).Append('\n');
            }
        }

        return text.ToString();
    }
}
