using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Stethos.Testing;

/// <summary>Golden bytes of one message, and the JSON of its values (tests/vectors/protocol).</summary>
public sealed record GoldenVector(string Name, byte[] Bytes, string Json)
{
    private static string Folder => RepositoryFiles.PathOf("tests", "vectors", "protocol");

    /// <summary>Names of all vectors, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = Directory.GetFiles(Folder, "*.hex")
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Order(StringComparer.Ordinal)
        .ToArray();

    /// <summary>Reads one vector.</summary>
    public static GoldenVector Load(string name)
    {
        var digits = string.Concat(File.ReadAllText(Path.Combine(Folder, name + ".hex")).Where(c => !char.IsWhiteSpace(c)));
        return new GoldenVector(name, Convert.FromHexString(digits), File.ReadAllText(Path.Combine(Folder, name + ".json")));
    }
}
