using System.Reflection.Metadata;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>Length of an initialised field, by its type: a primitive, or a structure the compiler made for the table.</summary>
internal static class RvaSize
{
    public static int Of(MetadataReader reader, FieldDefinition field)
    {
        BlobReader signature = reader.GetBlobReader(field.Signature);
        signature.ReadByte();
        SignatureTypeCode code = signature.ReadSignatureTypeCode();
        switch (code)
        {
            case SignatureTypeCode.Byte or SignatureTypeCode.SByte or SignatureTypeCode.Boolean:
                return 1;
            case SignatureTypeCode.Int16 or SignatureTypeCode.UInt16 or SignatureTypeCode.Char:
                return 2;
            case SignatureTypeCode.Int32 or SignatureTypeCode.UInt32 or SignatureTypeCode.Single:
                return 4;
            case SignatureTypeCode.Int64 or SignatureTypeCode.UInt64 or SignatureTypeCode.Double:
                return 8;
            case SignatureTypeCode.TypeHandle when signature.ReadTypeHandle() is { Kind: HandleKind.TypeDefinition } type:
                return reader.GetTypeDefinition((TypeDefinitionHandle)type).GetLayout().Size;
            default:
                return 0;
        }
    }
}
