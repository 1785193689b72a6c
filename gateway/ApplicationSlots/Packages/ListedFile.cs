namespace Stethos.ApplicationSlots.Packages;

/// <summary>A file of an application.</summary>
/// <param name="Path">Relative, parts separated by '/'.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">64 hexadecimal digits in lower case.</param>
/// <param name="IsExecutable">Whether it may be started.</param>
public sealed record ListedFile(string Path, long Bytes, string Sha256, bool IsExecutable);
