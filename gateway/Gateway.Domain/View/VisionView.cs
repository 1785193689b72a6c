using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>The newest picture of a camera or thermal array as its features tell it, and the way there.</summary>
/// <param name="Device">Identifier of the device.</param>
/// <param name="Sensor">Channel number.</param>
/// <param name="Time">When the picture was taken.</param>
/// <param name="Picture">Number of the picture in this boot.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Columns">Columns of <paramref name="Blocks"/>: 16.</param>
/// <param name="Blocks">Block means row by row: grey 0 to 255; of a thermal array 0 = coldest, 255 = hottest block.</param>
/// <param name="Regions">Where the picture differs from its background.</param>
/// <param name="Quality">Quality bits of the picture; see docs/protocol.md.</param>
/// <param name="Light">Mean grey, 0 to 255.</param>
/// <param name="LightReference">Mean grey of the sensor's first pictures; null while it is being learned.</param>
/// <param name="ShiftLimit">Length of the shift in pixels from which an alert is raised.</param>
/// <param name="Histogram">Share of pixels for every 8 grey levels; empty when not told.</param>
/// <param name="MinCelsius">Coldest pixel; null for a camera.</param>
/// <param name="MeanCelsius">Mean of all pixels; null for a camera.</param>
/// <param name="HotSpots">Hot spots, the hottest first.</param>
/// <param name="Trend">Earlier pictures, oldest first, the newest included.</param>
public sealed record VisionView(
    string Device,
    int Sensor,
    DateTimeOffset Time,
    long Picture,
    int Width,
    int Height,
    int Columns,
    IReadOnlyList<int> Blocks,
    IReadOnlyList<RegionView> Regions,
    int Quality,
    double Light,
    double? LightReference,
    double ShiftLimit,
    IReadOnlyList<double> Histogram,
    double? MinCelsius,
    double? MeanCelsius,
    IReadOnlyList<HotSpotView> HotSpots,
    IReadOnlyList<VisionPoint> Trend);
