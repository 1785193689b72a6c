using System;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>Shapes or attributes of a node that do not fit each other; the caller adds file and node.</summary>
internal sealed class ShapeException(string problem) : Exception(problem);
