namespace Stethos.Testing.Planted;

/// <summary>A fault put into the product's own source: one text replaced, and the plays that have to notice.</summary>
/// <param name="Name">What is wrong then.</param>
/// <param name="File">Source, below the folder that the sources are named from.</param>
/// <param name="Text">Text that stands there, at least once.</param>
/// <param name="Replacement">What stands there instead.</param>
/// <param name="Plays">Method of the suite that notices.</param>
public sealed record PlantedFault(string Name, string File, string Text, string Replacement, string Plays)
{
    public override string ToString() => Name;
}
