using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>A normalised graph (the original is untouched) and what was done to it.</summary>
public sealed record NormaliseResult(ModelGraph Graph, IReadOnlyList<NormaliseStep> Steps);
