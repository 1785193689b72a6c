using System.Collections.Generic;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Copies of parts of tensors as few and as large blocks as possible.</summary>
internal static class Moves
{
    private const int Loops = 3;

    /// <param name="lowerer">Gets the operator.</param>
    /// <param name="node">For messages.</param>
    /// <param name="from">Buffer read.</param>
    /// <param name="fromStart">Where reading begins.</param>
    /// <param name="to">Buffer written.</param>
    /// <param name="toStart">Where writing begins.</param>
    /// <param name="axes">Count and steps of each loop, the innermost last.</param>
    public static void Copy(
        Lowerer lowerer, Node node, DeviceBuffer from, int fromStart, DeviceBuffer to, int toStart,
        IReadOnlyList<(int Count, int From, int To)> axes)
    {
        List<(int Count, int From, int To)> loops = [];
        foreach (var axis in axes.Where(axis => axis.Count != 1))
        {
            // Two loops that go on where the inner one ends are one.
            if (loops.Count > 0 && loops[^1].From == axis.Count * axis.From && loops[^1].To == axis.Count * axis.To)
            {
                loops[^1] = (loops[^1].Count * axis.Count, axis.From, axis.To);
            }
            else
            {
                loops.Add(axis);
            }
        }

        var block = 1;
        if (loops.Count > 0 && loops[^1] is { From: 1, To: 1 } inner)
        {
            block = inner.Count;
            loops.RemoveAt(loops.Count - 1);
        }

        if (loops.Count > Loops)
        {
            throw lowerer.Refuse(node, "more than three nested steps in memory", "transpose fewer axes at once");
        }

        while (loops.Count < Loops)
        {
            loops.Insert(0, (1, 0, 0));
        }

        var operation = new DeviceOperation(OperatorCode.Copy, node.Name)
        {
            Input = from,
            InputStart = fromStart,
            Output = to,
            OutputStart = toStart,
        };
        int[] parameters =
        [
            .. loops.Select(loop => loop.Count), block, .. loops.Select(loop => loop.From), .. loops.Select(loop => loop.To),
        ];
        parameters.CopyTo(operation.Parameters, 0);
        lowerer.Add(operation);
    }
}
