namespace Stethos.Gateway.Domain.Vision;

/// <summary>What a model said of a crop; <paramref name="Probabilities"/> in the order of <paramref name="Labels"/>.</summary>
public sealed record CropVerdict(string Model, string Label, string[] Labels, float[] Probabilities);
