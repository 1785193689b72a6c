using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Query;

namespace Stethos.Gateway.Web.Api;

/// <summary>Finds the sensor a request is about.</summary>
internal static class SensorOfRequest
{
    public static bool TryFind(
        ISiteView view, string device, HttpRequest request, out int sensor, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        if (!SiteQuery.Sensor.TryRead(request, out var wanted, out var error))
        {
            sensor = 0;
            problem = Problems.BadQuery(error);
            return false;
        }

        sensor = wanted;
        var node = view.GetNode(device);
        if (node is null)
        {
            problem = Problems.UnknownDevice(device);
        }
        else
        {
            // A node that has not described itself yet has an empty list: then the store decides, not this check.
            var known = node.Sensors.Count == 0 || node.Sensors.Any(s => s.Sensor == wanted);
            problem = known ? null : Problems.UnknownSensor(device, wanted);
        }

        return problem is null;
    }
}
