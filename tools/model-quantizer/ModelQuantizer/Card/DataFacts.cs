namespace Stethos.ModelQuantizer.Card;

/// <summary>The data a model was calibrated and measured with.</summary>
/// <param name="Samples">How many.</param>
/// <param name="Sha256">Over the names and contents of all files, in their order.</param>
/// <param name="Labels">The classes; null when there were none.</param>
public sealed record DataFacts(int Samples, string Sha256, FileFacts? Labels);
