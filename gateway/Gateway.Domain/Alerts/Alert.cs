using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Domain.Alerts;

/// <summary>One alert, open until <see cref="ClearedMs"/> is set. Times are UTC milliseconds of the windows.</summary>
public sealed class Alert
{
    /// <summary>Row number in the store, 0 before it is stored.</summary>
    public long Id { get; set; }

    public required DeviceKey Device { get; init; }

    public required int Sensor { get; init; }

    /// <summary>The model's label, for example "outer".</summary>
    public required string Cause { get; init; }

    public required long RaisedMs { get; init; }

    public long? ClearedMs { get; set; }

    /// <summary>Smoothed probability when it was raised.</summary>
    public required double Score { get; init; }

    /// <summary>Who has to act; never empty.</summary>
    public required string Owner { get; init; }

    /// <summary>The three features that drove it.</summary>
    public IReadOnlyList<AlertDriverView> Drivers { get; set; } = [];
}
