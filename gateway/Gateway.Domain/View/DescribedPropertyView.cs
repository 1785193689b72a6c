namespace Stethos.Gateway.Domain.View;

/// <summary>A property of a node.</summary>
/// <param name="Name">Name in camelCase.</param>
/// <param name="Setting">Name under which a configuration sets it; empty when it can only be read.</param>
/// <param name="Unit">UCUM text; "1" = a number without unit.</param>
/// <param name="Form">Number, Text or Doubling (low, twice low and so on).</param>
/// <param name="Low">Least value in the unit, or fewest characters.</param>
/// <param name="High">Largest value in the unit, or most characters.</param>
/// <param name="Value">Value in force in the boot that tells it; null = not told.</param>
public sealed record DescribedPropertyView(
    string Name, string Setting, string Unit, string Form, int Low, int High, string? Value = null);
