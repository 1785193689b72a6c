using System.Collections.Generic;
using System.Reflection.Metadata;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>Types that a signature names.</summary>
internal static class SignatureTypes
{
    private const byte Class = 0x12;
    private const byte ValueType = 0x11;

    public static IReadOnlyList<EntityHandle> Of(BlobReader signature)
    {
        List<EntityHandle> found = [];
        SignatureHeader header = signature.ReadSignatureHeader();
        if (header.IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        if (header.Kind is SignatureKind.Method or SignatureKind.LocalVariables)
        {
            signature.ReadCompressedInteger();
        }

        while (signature.RemainingBytes > 0)
        {
            byte code = signature.ReadByte();
            if (code is Class or ValueType)
            {
                found.Add(signature.ReadTypeHandle());
            }
        }

        return found;
    }
}
