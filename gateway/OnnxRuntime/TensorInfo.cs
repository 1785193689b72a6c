using System;
using System.Collections.Generic;

namespace Stethos.OnnxRuntime;

/// <summary>An input or output of a model.</summary>
/// <param name="Name">Name in the graph.</param>
/// <param name="ElementType"><see cref="TensorElementType.Undefined"/> when it is not a tensor (a sequence or map).</param>
/// <param name="Shape">Dimensions; -1 where the model leaves one open.</param>
public sealed record TensorInfo(string Name, TensorElementType ElementType, IReadOnlyList<long> Shape)
{
    /// <summary>For example <c>x: Float [-1, 4]</c>.</summary>
    public override string ToString() => $"{Name}: {ElementType} {TensorShape.Format(Shape)}";
}
