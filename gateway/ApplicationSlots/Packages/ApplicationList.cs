using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;

namespace Stethos.ApplicationSlots.Packages;

/// <summary>
/// What an application of the gateway consists of: version, program, schema of its store and every file with its
/// digest. Lies in the slot as <see cref="FileName"/>; a signature covers exactly its bytes.
/// </summary>
public sealed record ApplicationList
{
    public const string FileName = "application.json";

    /// <summary>Signature of the list, when the package brings one.</summary>
    public const string SignatureName = "application.sig";

    public const int MostFiles = 20_000;
    public const long MostBytes = 2L << 30;
    public const int MostListBytes = 8 << 20;
    private const int KnownFormat = 1;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Form of this list; 1.</summary>
    public int Format { get; init; } = KnownFormat;

    public string Version { get; init; } = "";

    /// <summary>Path of the program to start.</summary>
    public string Program { get; init; } = "";

    /// <summary>Number of the schema this version writes.</summary>
    public int Schema { get; init; }

    /// <summary>Lowest schema whose versions can still read what this one writes.</summary>
    public int SchemaReadableFrom { get; init; }

    public IReadOnlyList<ListedFile> Files { get; init; } = [];

    /// <exception cref="PackageException">Names field and cause.</exception>
    public static ApplicationList Parse(byte[] bytes)
    {
        ApplicationList list;
        try
        {
            list = JsonSerializer.Deserialize<ApplicationList>(bytes, Json) ?? throw new PackageException($"{FileName}: empty");
        }
        catch (JsonException wrong)
        {
            throw new PackageException($"{FileName}: {wrong.Message}", wrong);
        }

        list.Check();
        return list;
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Digest of a list by which a slot is known.</summary>
    public static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string DigestOf(Stream content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>True for a relative path that stays where it is put and is not one of the list's own files.</summary>
    public static bool IsPath(string? path) =>
        path is { Length: > 0 and <= 240 } and not (FileName or SignatureName)
        && !path.Any(c => c is '\\' or < ' ' or (char)127)
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static bool IsDigest(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    private void Check()
    {
        Require(Format == KnownFormat, $"format {Format}: this gateway knows {KnownFormat}");
        Require(Version is { Length: > 0 and <= 60 } && !Version.Any(char.IsControl), "version: 1 to 60 characters");
        Require(SchemaReadableFrom >= 1 && SchemaReadableFrom <= Schema, "schemaReadableFrom: 1 to schema");
        Require(Files is { Count: > 0 and <= MostFiles }, $"files: 1 to {MostFiles}");
        var names = new HashSet<string>(StringComparer.Ordinal);
        long total = 0;
        foreach (var file in Files)
        {
            Require(file is not null && IsPath(file.Path), $"files: '{file?.Path}' is no path inside the slot");
            Require(names.Add(file!.Path), $"files: '{file.Path}' is listed twice");
            Require(IsDigest(file.Sha256), $"files: the digest of '{file.Path}' is not 64 digits");
            Require(file.Bytes is >= 0 and <= MostBytes, $"files: the length of '{file.Path}'");
            total += file.Bytes;
        }

        Require(total <= MostBytes, $"files: {total} bytes, at most {MostBytes} fit");
        Require(
            Files.Any(file => file.Path == Program && file.IsExecutable), $"program: '{Program}' is not among the executable files");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new PackageException($"{FileName}: {problem}");
        }
    }
}
