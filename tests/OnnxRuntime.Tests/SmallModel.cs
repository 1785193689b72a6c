namespace Stethos.OnnxRuntime.Tests;

/// <summary>y = max(0, x · W + b) with an open batch dimension, written field by field (onnx.proto3), and the same in C#.</summary>
internal sealed class SmallModel
{
    public const int Inputs = 4;
    public const int Outputs = 3;

    private const int TypeFloat = 1;

    /// <summary>Row-major, Inputs x Outputs.</summary>
    private static readonly float[] Weights = [0.5f, -1f, 2f, 1.5f, 0.25f, -0.75f, -2f, 3f, 0.125f, 1f, 1f, -1f];

    private static readonly float[] Bias = [0.1f, -0.2f, 0.3f];

    public static byte[] Bytes()
    {
        WireWriter graph = new WireWriter()
            .Message(1, Node("MatMul", "product", "x", "W"))
            .Message(1, Node("Add", "sum", "product", "b"))
            .Message(1, Node("Relu", "y", "sum"))
            .Text(2, "small")
            .Message(5, Initializer("W", Weights, Inputs, Outputs))
            .Message(5, Initializer("b", Bias, Outputs))
            .Message(11, Value("x", Inputs))
            .Message(12, Value("y", Outputs));
        return new WireWriter()
            .Number(1, 8)
            .Text(2, "stethos tests")
            .Message(7, graph)
            .Message(8, new WireWriter().Text(1, "").Number(2, 13))
            .Message(14, new WireWriter().Text(1, "stethos.threshold").Text(2, "0.75"))
            .Message(14, new WireWriter().Text(1, "größe").Text(2, "Ω"))
            .ToArray();
    }

    public static float[] Expected(float[] x)
    {
        int batch = x.Length / Inputs;
        float[] y = new float[batch * Outputs];
        for (int row = 0; row < batch; row++)
        {
            for (int column = 0; column < Outputs; column++)
            {
                float sum = Bias[column];
                for (int i = 0; i < Inputs; i++)
                {
                    sum += x[(row * Inputs) + i] * Weights[(i * Outputs) + column];
                }

                y[(row * Outputs) + column] = sum > 0 ? sum : 0;
            }
        }

        return y;
    }

    private static WireWriter Node(string operation, string output, params string[] inputs)
    {
        var node = new WireWriter();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        return node.Text(2, output).Text(3, "node_" + output).Text(4, operation);
    }

    private static WireWriter Initializer(string name, float[] values, params int[] dimensions)
    {
        var tensor = new WireWriter();
        foreach (int dimension in dimensions)
        {
            tensor.Number(1, dimension);
        }

        return tensor.Number(2, TypeFloat).Floats(4, values).Text(8, name);
    }

    private static WireWriter Value(string name, int width)
    {
        WireWriter shape = new WireWriter()
            .Message(1, new WireWriter().Text(2, "N"))
            .Message(1, new WireWriter().Number(1, width));
        WireWriter tensorType = new WireWriter().Number(1, TypeFloat).Message(2, shape);
        return new WireWriter().Text(1, name).Message(2, new WireWriter().Message(1, tensorType));
    }
}
