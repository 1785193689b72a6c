namespace Stethos.Architecture.Tests.Arrows;

/// <summary>One item of a project file: element name, the Include (or Project) text as written, and its line.</summary>
internal sealed record ProjectItem(string Kind, string Include, int Line);
