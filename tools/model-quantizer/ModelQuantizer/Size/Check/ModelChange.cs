namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Something one could do to a model, and what it would take then.</summary>
/// <param name="What">For people: "smaller input: 75 % of height and width".</param>
/// <param name="Fits">Whether that is enough.</param>
/// <param name="IsLossless">The results stay the same to the bit.</param>
/// <param name="MacShare">Part of the computation that is left.</param>
/// <param name="After">What it takes then.</param>
public sealed record ModelChange(string What, bool Fits, bool IsLossless, double MacShare, SizeFigures After);
