namespace Stethos.Gateway.Domain.View;

/// <summary>One sensor of a node.</summary>
/// <param name="Sensor">Channel number, from 0.</param>
/// <param name="Part">Part name, such as <c>ADXL355</c>.</param>
/// <param name="Axes">Number of axes sampled.</param>
/// <param name="SampleRateHz">Sampling rate in hertz per axis.</param>
public sealed record SensorView(int Sensor, string Part, int Axes, double SampleRateHz);
