using System.Collections.Generic;
using System.Reflection.Emit;

namespace Stethos.FirmwareLinter.Reading;

/// <summary>
/// One IL instruction. <paramref name="Operand"/> is the token, the constant, the index or the absolute branch target, whichever
/// the code has; <paramref name="Targets"/> are the absolute targets of a switch.
/// </summary>
public sealed record Instruction(int Offset, OpCode Code, long Operand, IReadOnlyList<int> Targets, int Size)
{
    /// <summary>Offset of the instruction that follows.</summary>
    public int Next => Offset + Size;

    public bool HasToken => Code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok
        or OperandType.InlineType or OperandType.InlineSig;

    public bool IsBranch => Code.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget;

    /// <summary>Whether the code below cannot be reached by falling through.</summary>
    public bool EndsFlow => Code.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw;
}
