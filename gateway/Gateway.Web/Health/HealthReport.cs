using System.Collections.Generic;
using System.Text.Json.Serialization;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Web.Health;

/// <summary>Whether the site does its work, for a supervisor or a load balancer.</summary>
/// <param name="Status"><c>ok</c> or <c>failing</c>.</param>
/// <param name="Reasons">One sentence per thing that is wrong; empty when it is ok.</param>
/// <param name="Start">How far this start has come.</param>
internal sealed record HealthReport(string Status, IReadOnlyList<string> Reasons, StartView Start)
{
    [JsonIgnore]
    public bool IsOk => Reasons.Count == 0;

    public static HealthReport From(SiteStatusView status)
    {
        var reasons = new List<string>();
        if (!status.BrokerConnected)
        {
            reasons.Add("The gateway has no session with the MQTT broker.");
        }

        if (status.Problem is not null)
        {
            reasons.Add(status.Problem);
        }

        return new HealthReport(reasons.Count == 0 ? "ok" : "failing", reasons, status.Start);
    }
}
