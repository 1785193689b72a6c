namespace Stethos.FirmwareLinter.Sizing;

/// <summary>
/// What a loaded assembly's tables cost on the managed heap of a 32-bit CLR: 136 bytes, 4 for each reference, 8 for each type, 2 for
/// each field and method, 12 for each static field. The interpreter prints the same sum when it loads the assembly.
/// </summary>
public sealed record HeapTables(
    int AssemblyReferences, int TypeReferences, int MemberReferences, int Types, int Fields, int Methods, int StaticFields)
{
    private const int AssemblyBytes = 136;
    private const int ReferenceBytes = 4;
    private const int TypeBytes = 8;
    private const int MemberBytes = 2;
    private const int StaticBytes = 12;

    public int Bytes => AssemblyBytes + ((AssemblyReferences + TypeReferences + MemberReferences) * ReferenceBytes)
        + (Types * TypeBytes) + Rounded(Fields * MemberBytes) + Rounded(Methods * MemberBytes) + (StaticFields * StaticBytes);

    private static int Rounded(int bytes) => (bytes + 3) & ~3;
}
