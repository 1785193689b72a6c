namespace Stethos.FirmwareLinter.Rules;

/// <summary>One thing the device does differently from .NET.</summary>
/// <param name="Id">NF and four digits; never reused.</param>
/// <param name="Severity">What happens on the device.</param>
/// <param name="Title">The construct.</param>
/// <param name="Explanation">What was observed there.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record Rule(string Id, Severity Severity, string Title, string Explanation, string Remedy);
