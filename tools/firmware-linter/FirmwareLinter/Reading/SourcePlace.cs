namespace Stethos.FirmwareLinter.Reading;

/// <summary>A place in a source file; line 0 means the file, or the assembly, as a whole. Columns count from 1.</summary>
public readonly record struct SourcePlace(string File, int Line, int Column);
