using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Passes;

/// <summary>A smaller model that computes the same.</summary>
/// <param name="Graph">The model.</param>
/// <param name="BytesBefore">Bytes of weights and biases of the given model.</param>
/// <param name="BytesAfter">Of this one.</param>
/// <param name="DeadChannels">Channels removed, by the node that made them.</param>
/// <param name="DuplicateConstants">Constants that were equal to another.</param>
/// <param name="DeadNodes">Nodes whose results nobody read, or that did what another did.</param>
public sealed record PassResult(
    ModelGraph Graph,
    long BytesBefore,
    long BytesAfter,
    IReadOnlyDictionary<string, int> DeadChannels,
    int DuplicateConstants,
    int DeadNodes);
