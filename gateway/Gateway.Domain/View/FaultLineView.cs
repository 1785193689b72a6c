namespace Stethos.Gateway.Domain.View;

/// <summary>One frequency at which a defect shows.</summary>
/// <param name="Name">Short name: <c>shaft</c>, <c>BPFO</c>, <c>BPFI</c>, <c>2xBSF</c> or <c>FTF</c>.</param>
/// <param name="Hz">First harmonic in hertz.</param>
public sealed record FaultLineView(string Name, double Hz);
