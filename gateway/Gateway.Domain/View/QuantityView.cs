namespace Stethos.Gateway.Domain.View;

/// <summary>Something measured or computed.</summary>
/// <param name="Name">Name in camelCase.</param>
/// <param name="Unit">UCUM text; "1" = a number without unit; empty when this gateway does not know it.</param>
/// <param name="Low">Least value in the unit; null when not told.</param>
/// <param name="High">Largest value in the unit; null when not told.</param>
public sealed record QuantityView(string Name, string Unit, int? Low, int? High);
