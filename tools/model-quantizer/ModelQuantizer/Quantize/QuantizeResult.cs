using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>A quantized model and what was done.</summary>
/// <param name="Graph">QDQ: QuantizeLinear and DequantizeLinear around float operators.</param>
/// <param name="Layers">Nodes with weights that work on codes, by name.</param>
/// <param name="FloatLayers">Nodes with weights that stay float, by name.</param>
/// <param name="RemovedClamps">ReLUs and clips that the ends of the codes perform anyway.</param>
/// <param name="RepairedBiases">Channels whose weight scale was raised because the bias did not fit 32 bits.</param>
public sealed record QuantizeResult(
    ModelGraph Graph, IReadOnlyList<string> Layers, IReadOnlyList<string> FloatLayers, int RemovedClamps, int RepairedBiases);
