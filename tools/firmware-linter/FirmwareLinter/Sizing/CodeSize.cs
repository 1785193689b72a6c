using System.Collections.Generic;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>
/// Bytes of a method body on the device: references, strings and long jumps take two bytes instead of four, a switch one and two per
/// case, a protected block twelve and one for the count.
/// </summary>
internal static class CodeSize
{
    private const int BytesPerRegion = 12;

    public static int Of(IReadOnlyList<Instruction> code, MethodBodyBlock body)
    {
        int size = 0;
        foreach (Instruction instruction in code)
        {
            size += instruction.Code.OperandType switch
            {
                OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineString
                    or OperandType.InlineBrTarget => instruction.Size - 2,
                OperandType.InlineSwitch => instruction.Code.Size + 1 + (2 * instruction.Targets.Count),
                _ => instruction.Size
            };
        }

        int regions = body.ExceptionRegions.Length;
        return size + (regions > 0 ? (regions * BytesPerRegion) + 1 : 0);
    }
}
