using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>Encodes types as the device's signatures do: one byte, for classes and value types with a packed reference behind it.</summary>
internal sealed class SignatureBytes : ISignatureTypeProvider<ImmutableArray<byte>, object?>
{
    private const byte ValueType = 0x11;
    private const byte Class = 0x12;
    private const byte Array = 0x1D;
    private const byte ByReference = 0x10;

    public ImmutableArray<byte> GetPrimitiveType(PrimitiveTypeCode typeCode) => [(byte)typeCode];

    public ImmutableArray<byte> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        [IsValue(rawTypeKind) ? ValueType : Class, .. Token(MetadataTokens.GetRowNumber(handle) - 2, 0)];

    public ImmutableArray<byte> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        [IsValue(rawTypeKind) ? ValueType : Class, .. Token(MetadataTokens.GetRowNumber(handle) - 1, 1)];

    public ImmutableArray<byte> GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public ImmutableArray<byte> GetSZArrayType(ImmutableArray<byte> elementType) => [Array, .. elementType];

    public ImmutableArray<byte> GetByReferenceType(ImmutableArray<byte> elementType) => [ByReference, .. elementType];

    public ImmutableArray<byte> GetArrayType(ImmutableArray<byte> elementType, ArrayShape shape) => [Array, .. elementType];

    public ImmutableArray<byte> GetFunctionPointerType(MethodSignature<ImmutableArray<byte>> signature) => [0];

    public ImmutableArray<byte> GetGenericInstantiation(
        ImmutableArray<byte> genericType, ImmutableArray<ImmutableArray<byte>> typeArguments) => [0x15, .. genericType, 1];

    public ImmutableArray<byte> GetGenericMethodParameter(object? genericContext, int index) => [0x1E, (byte)index];

    public ImmutableArray<byte> GetGenericTypeParameter(object? genericContext, int index) => [0x13, (byte)index];

    public ImmutableArray<byte> GetModifiedType(ImmutableArray<byte> modifier, ImmutableArray<byte> unmodifiedType, bool isRequired) =>
        unmodifiedType;

    public ImmutableArray<byte> GetPinnedType(ImmutableArray<byte> elementType) => elementType;

    public ImmutableArray<byte> GetPointerType(ImmutableArray<byte> elementType) => elementType;

    /// <summary>A reference of one byte up to 127, of two up to 16,383.</summary>
    public static byte[] Token(int row, int table)
    {
        int value = (row << 2) | table;
        return value <= 0x7F ? [(byte)value] : [(byte)((value >> 8) | 0x80), (byte)value];
    }

    private static bool IsValue(byte rawTypeKind) => rawTypeKind == (byte)SignatureTypeKind.ValueType;
}
