using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>The newest crop of one sensor and what the model said of it.</summary>
/// <param name="Device">Identifier of the device.</param>
/// <param name="Sensor">Channel number.</param>
/// <param name="Time">When its picture was taken.</param>
/// <param name="Picture">Number of the picture in its boot.</param>
/// <param name="Column">Left edge in the picture, pixels.</param>
/// <param name="Row">Upper edge in the picture, pixels.</param>
/// <param name="Size">Side in pixels.</param>
/// <param name="Pixels">Grey, row by row, as base64.</param>
/// <param name="Model">Model that looked at it; empty when none did.</param>
/// <param name="Label">Winning class; empty without a verdict.</param>
/// <param name="Score">Probability that something is wrong, 0 to 1; null without a verdict.</param>
/// <param name="Probabilities">Probability of each class.</param>
public sealed record CropView(
    string Device,
    int Sensor,
    DateTimeOffset Time,
    long Picture,
    int Column,
    int Row,
    int Size,
    byte[] Pixels,
    string Model,
    string Label,
    double? Score,
    IReadOnlyDictionary<string, double> Probabilities);
