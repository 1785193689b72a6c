namespace Stethos.Architecture.Tests.Portable;

/// <summary>A line of a source file, or a whole assembly when the line is 0.</summary>
internal readonly record struct SourcePlace(string File, int Line);
