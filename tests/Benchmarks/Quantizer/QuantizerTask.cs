using System;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.Benchmarks.Quantizer;

/// <summary>A float model with data.</summary>
/// <param name="Name">Short, for figures.</param>
/// <param name="Model">File of the float model.</param>
/// <param name="Published">File of an int8 model made by others from the same float model; null when there is none.</param>
/// <param name="Open">Samples for a prepared model, with classes when they are known.</param>
internal sealed record QuantizerTask(
    string Name, string Model, string? Published, Func<ModelGraph, (ISampleSource Samples, LabelledSet? Labels)> Open);
