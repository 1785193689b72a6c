using System;
using System.Linq;
using System.Security.Cryptography;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>
/// TFLite files (schema.fbs version 3) as graphs of ONNX operators: inputs and outputs keep the file's names, layout and codes; in between
/// convolutions and pools are channels first; quantized models become QDQ with the file's exact scales and zero points.
/// </summary>
public static class TfLiteModel
{
    private const int Opset = 21;

    /// <exception cref="ModelException">The file is missing, broken or cannot be imported; says which operator.</exception>
    public static ModelGraph Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(ModelFile.Read(path), path);
    }

    /// <param name="model">The file's bytes; constants may keep slices of them.</param>
    /// <param name="file">Name for messages and provenance.</param>
    /// <exception cref="ModelException">The bytes are no model that can be imported.</exception>
    public static ModelGraph Parse(ReadOnlyMemory<byte> model, string file)
    {
        try
        {
            var source = new TfLiteFile(model);
            var hash = Convert.ToHexStringLower(SHA256.HashData(model.Span));
            var provenance = new Provenance(file, "tflite", source.Description, (int)source.Version, model.Length, hash);
            return Import(source, new ModelGraph(source.Name, provenance) { Opset = Opset });
        }
        catch (FlatException exception)
        {
            throw new ModelException(file, exception.Message, exception);
        }
        catch (OverflowException exception)
        {
            throw new ModelException(file, "a tensor has more elements than 64 bits can count", exception);
        }
    }

    /// <summary>Whether a file begins as a TFLite model.</summary>
    public static bool IsTfLite(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 && bytes.Slice(4, 4).SequenceEqual("TFL3"u8);

    private static ModelGraph Import(TfLiteFile source, ModelGraph graph)
    {
        var importer = new Importer(source, graph);
        foreach (var tensor in source.Tensors.Where(tensor => tensor.IsVariable || tensor.HasSparsity))
        {
            throw new FlatException($"{tensor} is {(tensor.IsVariable
                ? "a variable: models that keep state between runs are not supported; export the model with the state as input and output"
                : "sparse: export the model with dense weights")}");
        }

        foreach (var index in source.Inputs.Distinct())
        {
            var tensor = source.Tensors[index];
            importer.Define(index, Layout.ChannelsLast, graph.AddInput(tensor.Name, tensor.Type, tensor.Shape));
        }

        foreach (var op in source.Operators)
        {
            importer.Current = op;
            OperatorTable.Import(importer, op);
        }

        foreach (var index in source.Outputs)
        {
            var tensor = importer.Value(index, Layout.ChannelsLast);
            if (!graph.IsInput(tensor))
            {
                graph.Rename(tensor, source.Tensors[index].Name);
            }

            graph.AddOutput(tensor);
        }

        graph.RemoveUnused();
        return graph;
    }
}
