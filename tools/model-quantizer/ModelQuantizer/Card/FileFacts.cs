using System;
using System.Security.Cryptography;

namespace Stethos.ModelQuantizer.Card;

/// <summary>A file by its content: name without folder, length and SHA-256 (lower-case hexadecimal).</summary>
/// <param name="File">Name.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Of the content.</param>
public sealed record FileFacts(string File, long Bytes, string Sha256)
{
    public static FileFacts Of(string path, ReadOnlySpan<byte> content) =>
        new(System.IO.Path.GetFileName(path), content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
}
