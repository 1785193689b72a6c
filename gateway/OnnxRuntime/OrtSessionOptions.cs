namespace Stethos.OnnxRuntime;

/// <summary>Settings of an <see cref="OrtSession"/>.</summary>
public sealed record OrtSessionOptions
{
    /// <summary>
    /// Threads per operator, 1 or more. Small models run fastest on one thread; parallelism belongs to the streams, not to one run.
    /// </summary>
    public int IntraOpThreads { get; init; } = 1;

    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.All;

    /// <summary>Worker threads wait actively between operators: a little faster, at the price of a busy processor.</summary>
    public bool AllowSpinning { get; init; }

    /// <summary>Where the optimized graph is written while loading, to see what became of the model; null for nowhere.</summary>
    public string? OptimizedModelPath { get; init; }
}
