using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Domain.Alerts;

/// <summary>
/// Turns verdicts into alerts: at most one open alert per device, sensor and cause; a window that is older than the
/// last one of its sensor (backlog) changes nothing. No I/O, no clock.
/// </summary>
public sealed class AlertEngine(
    IReadOnlyList<string> labels, AlertPolicy policy, string owner,
    Func<float[], int, IReadOnlyList<AlertDriverView>> explain)
{
    private readonly Dictionary<(DeviceKey Device, int Sensor, int Label), CauseState> _causes = [];
    private readonly Dictionary<(DeviceKey Device, int Sensor), long> _lastMs = [];

    /// <summary>Alerts that are open now.</summary>
    public IEnumerable<Alert> Open => _causes.Values.Select(cause => cause.Open).OfType<Alert>();

    /// <summary>Takes over an alert that was open when the gateway stopped; false when its label is unknown.</summary>
    public bool Restore(Alert alert)
    {
        var label = labels.ToList().IndexOf(alert.Cause);
        if (label <= 0)
        {
            return false;
        }

        CauseOf(alert.Device, alert.Sensor, label).Open = alert;
        return true;
    }

    /// <summary>Takes one verdict; returns the alerts it raised or cleared.</summary>
    public IReadOnlyList<(AlertStep Step, Alert Alert)> Apply(Verdict verdict)
    {
        var sensor = (verdict.Device, verdict.Sensor);
        if (_lastMs.TryGetValue(sensor, out var lastMs) && verdict.TimeMs < lastMs)
        {
            return [];
        }

        _lastMs[sensor] = verdict.TimeMs;
        List<(AlertStep, Alert)> steps = [];
        for (var label = 1; label < labels.Count; label++)
        {
            var cause = CauseOf(verdict.Device, verdict.Sensor, label);
            switch (cause.Step(verdict.Probabilities[label], verdict.TimeMs, policy))
            {
                case AlertStep.Raise:
                    cause.Open = Raise(verdict, label, cause.Score);
                    steps.Add((AlertStep.Raise, cause.Open));
                    break;
                case AlertStep.Clear:
                    var alert = cause.Open!;
                    alert.ClearedMs = verdict.TimeMs;
                    cause.Open = null;
                    steps.Add((AlertStep.Clear, alert));
                    break;
                default:
                    break;
            }
        }

        return steps;
    }

    private Alert Raise(Verdict verdict, int label, double score) => new()
    {
        Device = verdict.Device,
        Sensor = verdict.Sensor,
        Cause = labels[label],
        RaisedMs = verdict.TimeMs,
        Score = score,
        Owner = owner,
        Drivers = explain(verdict.Inputs, label)
    };

    private CauseState CauseOf(DeviceKey device, int sensor, int label)
    {
        if (!_causes.TryGetValue((device, sensor, label), out var cause))
        {
            _causes.Add((device, sensor, label), cause = new CauseState());
        }

        return cause;
    }
}
