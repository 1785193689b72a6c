using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>One health frame. What a board cannot tell is null.</summary>
public sealed record HealthView(
    DateTimeOffset Time, uint UptimeSeconds, uint FreeBytes, uint LowWaterBytes, int Depth, double Hours, int? RadioDbm,
    double? TemperatureCelsius, int? BatteryMilliVolts, int? ChargePercent, int Crashes, int LongestLoopMs, int FeaturesMs,
    int? InferenceMs, IReadOnlyList<ErrorCountView> Errors);
