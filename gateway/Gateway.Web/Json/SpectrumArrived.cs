namespace Stethos.Gateway.Web.Json;

/// <summary>Tells a live client that a newer spectrum of a device can be fetched.</summary>
/// <param name="Device">Identifier of the device.</param>
internal sealed record SpectrumArrived(string Device);
