using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>Something the quantizer cannot work with.</summary>
/// <param name="Node">Null when it concerns the whole model.</param>
/// <param name="Problem">What it is.</param>
/// <param name="Advice">What to do.</param>
public sealed record Unsupported(Node? Node, string Problem, string Advice)
{
    public override string ToString() => $"{(Node is null ? "" : $"{Node} ")}{Problem}: {Advice}";
}
