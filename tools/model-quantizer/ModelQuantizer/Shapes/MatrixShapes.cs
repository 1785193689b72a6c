using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>Products of matrices.</summary>
internal static class MatrixShapes
{
    public static void MatMul(Inference inference) => Product(inference, 0, 1, inference.Type(0));

    public static void MatMulInteger(Inference inference) => Product(inference, 0, 1, ElementType.Int32);

    public static void QLinearMatMul(Inference inference) => Product(inference, 0, 3, inference.Type(7));

    public static void Gemm(Inference inference)
    {
        if (inference.Shape(0) is not { Rank: 2 } a || inference.Shape(1) is not { Rank: 2 } b)
        {
            inference.Set(inference.Type(0), null);
            return;
        }

        var (isATransposed, isBTransposed) = (inference.Node.Integer("transA", 0) != 0, inference.Node.Integer("transB", 0) != 0);
        Check(a[isATransposed ? 0 : 1], b[isBTransposed ? 1 : 0], a, b);
        inference.Set(inference.Type(0), new Shape(a[isATransposed ? 1 : 0], b[isBTransposed ? 0 : 1]));
    }

    private static void Product(Inference inference, int left, int right, ElementType type)
    {
        if (inference.Shape(left) is not { Rank: > 0 } a || inference.Shape(right) is not { Rank: > 0 } b)
        {
            inference.Set(type, null);
            return;
        }

        // A vector is a row on the left and a column on the right, and its added dimension goes again.
        var wideA = a.Rank == 1 ? new Shape(1, a[0]) : a;
        var wideB = b.Rank == 1 ? new Shape(b[0], 1) : b;
        Check(wideA[-1], wideB[-2], a, b);
        var batch = Broadcast.Of([new Shape([.. wideA.Take(wideA.Rank - 2)]), new Shape([.. wideB.Take(wideB.Rank - 2)])])!;
        Dimension[] rows = a.Rank == 1 ? [] : [wideA[-2]];
        Dimension[] columns = b.Rank == 1 ? [] : [wideB[-1]];
        inference.Set(type, new Shape([.. batch, .. rows, .. columns]));
    }

    private static void Check(Dimension one, Dimension other, Shape a, Shape b)
    {
        if (one.IsKnown && other.IsKnown && one != other)
        {
            throw new ShapeException($"{a} and {b} cannot be multiplied");
        }
    }
}
