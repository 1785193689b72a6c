namespace Stethos.Hardware.Tests.Constants;

/// <summary>One constant of a board's program, as C# writes it.</summary>
internal sealed record BoardConstant(string Type, string Name, string Value);
