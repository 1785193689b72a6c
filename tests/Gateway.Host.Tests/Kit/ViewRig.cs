using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Host.Site;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>The view of a site over an intake rig; what bursts it was asked for is recorded.</summary>
internal sealed class ViewRig : IDisposable
{
    public const long LateMs = 30_000;

    public ViewRig()
    {
        var identity = new SiteIdentity("demo", "gw1", Intake.Time.GetUtcNow(), "fake 1.0", LateMs);
        View = new SiteView(
            Intake.Site, Intake.Reader, identity,
            new LiveFacts(() => IsBrokerConnected, () => 3, (device, sensor) =>
            {
                Asked.Add((device, sensor));
                return IsBrokerConnected;
            },
            (device, sensor) =>
            {
                AskedForCrops.Add((device, sensor));
                return IsBrokerConnected;
            })
            {
                Identify = (device, seconds) =>
                {
                    AskedToBlink.Add((device, seconds));
                    return IsBrokerConnected;
                }
            },
            Intake.Time);
    }

    public IntakeRig Intake { get; } = new();

    public SiteView View { get; }

    public bool IsBrokerConnected { get; set; } = true;

    public List<(DeviceKey Device, int Sensor)> Asked { get; } = [];

    public List<(DeviceKey Device, int Seconds)> AskedToBlink { get; } = [];

    public List<(DeviceKey Device, int Sensor)> AskedForCrops { get; } = [];

    public void Dispose() => Intake.Dispose();
}
