using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>Reads the metadata tokens out of a method body (ECMA-335 III).</summary>
internal static class IlStream
{
    private const int TwoByteLead = 0xFE;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value & 0xFFFF, code => code.OperandType);

    /// <summary>Offset of each instruction that has a token operand, with the token.</summary>
    public static IEnumerable<(int Offset, int Token)> Tokens(byte[] il)
    {
        int position = 0;
        while (position < il.Length)
        {
            int offset = position;
            int code = il[position++];
            if (code == TwoByteLead)
            {
                code = (code << 8) | il[position++];
            }

            OperandType operand = Operands[code];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType
                or OperandType.InlineSig)
            {
                yield return (offset, System.BitConverter.ToInt32(il, position));
            }

            position += operand == OperandType.InlineSwitch ? 4 + (4 * System.BitConverter.ToInt32(il, position)) : SizeOf(operand);
        }
    }

    /// <summary>Offset and token of a whole method body.</summary>
    public static IEnumerable<(int Offset, int Token)> Tokens(MethodBodyBlock body) => Tokens(body.GetILBytes() ?? []);

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4
    };
}
