namespace Stethos.Gateway.Domain.View;

/// <summary>A hot spot of a thermal array.</summary>
/// <param name="Column">Pixel column of its hottest pixel.</param>
/// <param name="Row">Pixel row of its hottest pixel.</param>
/// <param name="Celsius">Temperature there in degrees Celsius.</param>
/// <param name="Pixels">Pixels of the spot.</param>
public sealed record HotSpotView(int Column, int Row, double Celsius, int Pixels);
