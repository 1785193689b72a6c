using System;

namespace Stethos.Gateway.Domain.View;

/// <summary>One picture in the course of time.</summary>
/// <param name="Time">When the picture was taken.</param>
/// <param name="ShiftX">Pixels the scene moved to the right; null when the picture does not tell.</param>
/// <param name="ShiftY">Pixels the scene moved down; null when the picture does not tell.</param>
/// <param name="Light">Mean grey, 0 to 255; 0 for a thermal array.</param>
/// <param name="MaxCelsius">Hottest pixel in degrees Celsius; null for a camera.</param>
public sealed record VisionPoint(DateTimeOffset Time, double? ShiftX, double? ShiftY, double Light, double? MaxCelsius);
