namespace Stethos.FirmwareLinter.Reading;

/// <summary>A sequence point: from this offset of the method's IL on, the source is at <paramref name="Place"/>.</summary>
public readonly record struct SequencePlace(int Offset, SourcePlace Place);
