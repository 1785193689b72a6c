namespace Stethos.Benchmarks.Kit;

/// <summary>A group of figures measured together.</summary>
internal interface IBenchmark
{
    /// <summary>What people type.</summary>
    string Name { get; }

    /// <summary>One line for the list.</summary>
    string Purpose { get; }

    /// <exception cref="BenchmarkException">It cannot be measured here, or a floor gives other results than the product.</exception>
    void Run(Report report);
}
