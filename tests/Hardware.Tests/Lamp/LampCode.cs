namespace Stethos.Hardware.Tests.Lamp;

/// <summary>One line of hardware/led-codes.json.</summary>
internal sealed record LampCode(int Code, string Name, string State, string Action, string Pattern);
