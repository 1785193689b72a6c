using System;

namespace Stethos.Benchmarks.Kit;

/// <summary>A group cannot be measured; the message says why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
