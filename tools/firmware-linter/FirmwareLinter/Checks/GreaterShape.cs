using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Emit;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Checks;

/// <summary>
/// Recognises &gt; and &gt;= of C# in the shapes the compiler gives them. As a value, x &gt; y is cgt and x &gt;= y is clt.un with the
/// result turned round. Before a block it is the opposite jump that NaN takes too (ble.un, blt.un); a forward jump bgt or bge that
/// skips a block comes from a negation, unless it enters the block of an <c>||</c> or an arm of <c>? :</c>.
/// </summary>
internal sealed class GreaterShape(IReadOnlyList<Instruction> code, ImmutableArray<SequencePlace> places)
{
    public GreaterUse At(int index) => code[index].Code.Name switch
    {
        "cgt" => IsTurned(index) ? GreaterUse.Negated : GreaterUse.Plain,
        "clt.un" => IsTurned(index) ? GreaterUse.Plain : GreaterUse.Negated,
        "ble.un" or "ble.un.s" or "blt.un" or "blt.un.s" => GreaterUse.Plain,
        "bgt" or "bgt.s" or "bge" or "bge.s" => SkipsBlock(code[index]) ? GreaterUse.Negated : GreaterUse.Plain,
        _ => GreaterUse.None
    };

    private bool IsTurned(int index) =>
        index + 2 < code.Count && code[index + 1].Code == OpCodes.Ldc_I4_0 && code[index + 2].Code == OpCodes.Ceq;

    private bool SkipsBlock(Instruction jump)
    {
        Instruction? beforeTarget = code.LastOrDefault(instruction => instruction.Next == jump.Operand);
        if (jump.Operand <= jump.Offset || beforeTarget is null)
        {
            return false;
        }

        bool startsStatement = places.IsEmpty || places.Any(point => point.Offset == jump.Operand);
        bool isLastOfOr = beforeTarget.IsBranch && beforeTarget.Code.FlowControl == FlowControl.Cond_Branch;
        bool isJump = beforeTarget.Code.FlowControl == FlowControl.Branch;
        return startsStatement && !isLastOfOr && !(isJump && places.IsEmpty);
    }
}
