using System.Collections.Generic;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>
/// An estimate of an assembly in the device's file format, in bytes by part. <paramref name="Tables"/> are the fixed records of types,
/// methods, fields, references and attributes. Resources are not counted.
/// </summary>
public sealed record PeSize(
    int Header, int Tables, int Strings, int Signatures, int Code, HeapTables Heap, IReadOnlyList<TypeSize> Types)
{
    public int Total => Header + Tables + Strings + Signatures + Code;
}
