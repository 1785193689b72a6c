namespace Stethos.Gateway.Domain.View;

/// <summary>Something changed; the reader asks the view for the new state.</summary>
/// <param name="Kind"><c>node</c>, <c>alert</c>, <c>status</c> or <c>spectrum</c>.</param>
/// <param name="Device">Device concerned; null when it is the site.</param>
/// <param name="Id">Alert number; null for other kinds.</param>
public sealed record SiteEvent(string Kind, string? Device, long? Id);
