using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using Stethos.Inference;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>What the compiler for devices really makes of a model; or why it refuses it.</summary>
/// <param name="Flash">Of the blob; null when there is none.</param>
/// <param name="ArenaBytes">Of the blob's plan.</param>
/// <param name="ScratchBytes">Of the blob.</param>
/// <param name="Arithmetic">"B" when it computes what the gateway computes, "A" when only the arithmetic of TFLite can be had.</param>
/// <param name="Refusal">Operator, node and cause; null when there is a blob.</param>
public sealed record DeviceSize(FlashSize? Flash, long ArenaBytes, long ScratchBytes, string Arithmetic, string? Refusal)
{
    /// <summary>Least that any plan of the blob's arena can do with.</summary>
    public long ArenaLowerBound { get; private init; }

    /// <summary>The blob itself; empty when there is none.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Blob { get; private init; }

    /// <param name="source">A model of codes.</param>
    /// <param name="dimensions">Sizes of open dimensions.</param>
    public static DeviceSize Of(ModelGraph source, IReadOnlyDictionary<string, long>? dimensions = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var refusal = "";
        foreach (var arithmetic in new[] { Stethos.ModelQuantizer.Blob.Arithmetic.B, Stethos.ModelQuantizer.Blob.Arithmetic.A })
        {
            try
            {
                // The proof of every release is left to convert; two runs are the self-test vectors.
                var sizes = dimensions ?? new Dictionary<string, long>();
                var options = new BlobOptions { Arithmetic = arithmetic, Dimensions = sizes, ProofRuns = 0 };
                return Of(BlobCompiler.Compile(source, options), arithmetic.ToString());
            }
            catch (ModelException exception)
            {
                refusal = exception.Message.Replace($"{source.Provenance.File}: ", "", StringComparison.Ordinal);
            }
        }

        return new DeviceSize(null, 0, 0, "", refusal);
    }

    private static DeviceSize Of(ModelBlob blob, string arithmetic)
    {
        var program = blob.Program;
        var ports = program.Inputs.Count + program.Outputs.Count;
        var frame = ModelFormat.HeaderLength + ModelFormat.HashLength + ModelFormat.PortLength * ports;
        var descriptors = (long)ModelFormat.OperatorLength * program.Operations.Count;
        var weights = program.Operations.Sum(operation => (long)operation.Weights.Length);
        var tables = program.Operations.Sum(operation => (long)operation.Table.Length);
        var flash = new FlashSize(frame, descriptors, weights, tables, blob.Bytes.Length - frame - descriptors - weights - tables);
        return new DeviceSize(flash, program.ArenaLength, program.ScratchLength, arithmetic, null)
        {
            ArenaLowerBound = program.ArenaLowerBound, Blob = blob.Bytes,
        };
    }
}
