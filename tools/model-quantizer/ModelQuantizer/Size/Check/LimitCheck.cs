namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>A figure of a model beside the tier's ceiling.</summary>
/// <param name="Name">"flash", "RAM" or "latency".</param>
/// <param name="Value">Of the model; of an interval its upper end.</param>
/// <param name="Budget">Of the tier.</param>
/// <param name="Unit">"bytes" or "ms".</param>
/// <param name="Provenance">Where the ceiling comes from.</param>
public sealed record LimitCheck(string Name, double Value, double Budget, string Unit, string Provenance)
{
    public bool Fits => Value <= Budget;

    /// <summary>1 is full.</summary>
    public double Share => Budget > 0 ? Value / Budget : Value > 0 ? double.MaxValue : 0;
}
