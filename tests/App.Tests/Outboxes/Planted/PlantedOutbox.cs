using System;
using System.Collections.Generic;
using System.IO;
using Stethos.Testing;
using Stethos.Testing.Planted;

namespace Stethos.App.Tests.Outboxes.Planted;

/// <summary>The outbox's source with a fault in it, played by the suite of cuts.</summary>
internal static class PlantedOutbox
{
    private static readonly Lazy<PlantedSources> Sources = new(() =>
        new PlantedSources(RepositoryFiles.PathOf("firmware", "App"), Files(), "App.dll", "App.Tests.dll"));

    /// <summary>Promises that were broken, or that the play threw; empty when nobody noticed anything.</summary>
    public static IReadOnlyList<string> Play(PlantedFault? fault, string plays, int stride) => Sources.Value.Play(fault, assembly =>
    {
        var suite = assembly.GetType("Stethos.App.Tests.Outboxes.Cuts.CutSuite", true)!;
        var report = suite.GetMethod(plays)!.Invoke(null, [3, stride])!;
        return [.. (IEnumerable<string>)report.GetType().GetProperty("Breaches")!.GetValue(report)!];
    });

    private static IEnumerable<string> Files() =>
    [
        RepositoryFiles.PathOf("firmware", "App", "Outbox.cs"), RepositoryFiles.PathOf("firmware", "App", "BootCounter.cs"),
        .. Directory.GetFiles(RepositoryFiles.PathOf("firmware", "App", "Outboxes"), "*.cs"),
        .. Directory.GetFiles(RepositoryFiles.PathOf("tests", "App.Tests", "Outboxes", "Cuts"), "*.cs")
    ];
}
