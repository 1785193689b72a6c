namespace Stethos.Gateway.Domain.Alerts;

/// <summary>What one window did to an alert.</summary>
public enum AlertStep
{
    None,
    Raise,
    Clear
}
