namespace Stethos.Gateway.Host.Demo;

/// <summary>Something a demonstration shows a camera or thermal array, and the alert it should lead to.</summary>
internal sealed record InjectedSight(string Device, string Cause);
