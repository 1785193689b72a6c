namespace Stethos.OnnxRuntime;

/// <summary>Graph optimizations at load time, numbered as <c>GraphOptimizationLevel</c>.</summary>
public enum OptimizationLevel
{
    None = 0,
    Basic = 1,
    Extended = 2,
    Layout = 3,
    All = 99,
}
