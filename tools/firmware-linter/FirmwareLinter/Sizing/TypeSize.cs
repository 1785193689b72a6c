namespace Stethos.FirmwareLinter.Sizing;

/// <summary>
/// What a type adds to the file: its records, its code, and the names and signatures that no type before it needed.
/// </summary>
public sealed record TypeSize(string Name, string File, int Bytes);
