namespace Stethos.Gateway.Inference.Tests;

/// <summary>A row of windows.csv: what the machine had, the inputs, and what the training script computed for both files.</summary>
internal sealed record SampleWindow(string Label, float[] Inputs, float[] Fp32, float[] Int8);
