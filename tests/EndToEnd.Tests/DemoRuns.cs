using System;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests;

/// <summary>Whole demonstrations, side by side because each takes its time.</summary>
public sealed class DemoRuns : IDisposable
{
    private readonly string? _recording =
        RepositoryFiles.SharedFile("vibration", "cwru", "cwru_de_12k_outer_021_at6_load1_chDE.f32");

    public DemoRuns()
    {
        WithFault = new DemoProgram("--for", "30s", "--nodes", "4", "--vision", "0", "--fault", "outer");
        Healthy = new DemoProgram("--for", "20s", "--nodes", "4", "--fault", "none");
        Recorded = _recording is null ? null : new DemoProgram("--for", "20s", "--nodes", "2", "--vision", "0", "--recording", _recording);
    }

    internal DemoProgram WithFault { get; }

    internal DemoProgram Healthy { get; }

    /// <summary>Null without the shared recordings.</summary>
    internal DemoProgram? Recorded { get; }

    public void Dispose()
    {
        WithFault.Dispose();
        Healthy.Dispose();
        Recorded?.Dispose();
    }
}
