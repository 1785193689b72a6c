using System.Collections.Generic;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;

namespace Stethos.FirmwareLinter.Reading;

/// <summary>
/// Writes signatures the way nano-members.txt does (C# keywords for primitives, full names otherwise) and notes on the way
/// what the device cannot load.
/// </summary>
public sealed class SignatureNames : ISignatureTypeProvider<string, object?>
{
    /// <summary>What the decoded signatures contained that the device refuses; the reader clears it between signatures.</summary>
    public List<string> Problems { get; } = [];

    public static string FullName(MetadataReader reader, TypeReferenceHandle handle)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return FullName(reader, (TypeReferenceHandle)type.ResolutionScope) + "/" + name;
        }

        return type.Namespace.IsNil ? name : reader.GetString(type.Namespace) + "." + name;
    }

    public static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        if (!outer.IsNil)
        {
            return FullName(reader, outer) + "/" + name;
        }

        return type.Namespace.IsNil ? name : reader.GetString(type.Namespace) + "." + name;
    }

    /// <summary>Name of a defined, referenced or constructed type; primitives by their C# keyword.</summary>
    public static string NameOf(MetadataReader reader, EntityHandle handle, SignatureNames names) => handle.Kind switch
    {
        HandleKind.TypeReference => FullName(reader, (TypeReferenceHandle)handle) is "System.String" ? "string"
            : FullName(reader, (TypeReferenceHandle)handle),
        HandleKind.TypeDefinition => FullName(reader, (TypeDefinitionHandle)handle),
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(names, null),
        _ => ""
    };

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode switch
    {
        PrimitiveTypeCode.Boolean => "bool",
        PrimitiveTypeCode.Byte => "byte",
        PrimitiveTypeCode.SByte => "sbyte",
        PrimitiveTypeCode.Int16 => "short",
        PrimitiveTypeCode.UInt16 => "ushort",
        PrimitiveTypeCode.Int32 => "int",
        PrimitiveTypeCode.UInt32 => "uint",
        PrimitiveTypeCode.Int64 => "long",
        PrimitiveTypeCode.UInt64 => "ulong",
        PrimitiveTypeCode.Single => "float",
        PrimitiveTypeCode.Double => "double",
        PrimitiveTypeCode.Char => "char",
        PrimitiveTypeCode.String => "string",
        PrimitiveTypeCode.Object => "object",
        PrimitiveTypeCode.Void => "void",
        _ => "System." + typeCode
    };

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => FullName(reader, handle);

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => FullName(reader, handle);

    public string GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        Nested(reader, handle, genericContext);

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPinnedType(string elementType) => Refuse("pinned local " + elementType);

    public string GetPointerType(string elementType) => Refuse("pointer " + elementType + "*");

    public string GetFunctionPointerType(MethodSignature<string> signature) => Refuse("function pointer");

    public string GetGenericMethodParameter(object? genericContext, int index) => Refuse("generic parameter !!" + index);

    public string GetGenericTypeParameter(object? genericContext, int index) => Refuse("generic parameter !" + index);

    public string GetArrayType(string elementType, ArrayShape shape) =>
        Refuse("multi-dimensional array " + elementType + "[" + new string(',', shape.Rank - 1) + "]");

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        Refuse("generic type " + genericType + "<" + string.Join(",", typeArguments) + ">");

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        modifier == "System.Runtime.CompilerServices.IsVolatile" ? Refuse("volatile " + unmodifiedType) : unmodifiedType;

    private string Nested(MetadataReader reader, TypeSpecificationHandle handle, object? genericContext)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    }

    private string Refuse(string what)
    {
        Problems.Add(what);
        return what;
    }
}
