using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Testing;
using Stethos.Testing.Planted;

namespace Stethos.Update.PowerCut.Tests.Planted;

/// <summary>The source of slots and boot with a fault in it, played by parts of the suite.</summary>
internal static class PlantedUpdate
{
    private static readonly Lazy<PlantedSources> Sources = new(() =>
        new PlantedSources(RepositoryFiles.PathOf("firmware", "Update"), Files(), "Update.dll", "Update.Prover.dll"));

    /// <summary>Promises that were broken, or that the play threw; empty when nobody noticed anything.</summary>
    public static IReadOnlyList<string> Play(PlantedFault? fault, string plays, int seed) => Sources.Value.Play(fault, assembly =>
        (IReadOnlyList<string>)assembly.GetType("Stethos.Update.Prover.Sweeps.PlantedPlays", true)!.GetMethod(plays)!
            .Invoke(null, [seed])!);

    private static IEnumerable<string> Files() => new[]
    {
        RepositoryFiles.PathOf("firmware", "Update"), RepositoryFiles.PathOf("firmware", "Update", "Boot"),
        RepositoryFiles.PathOf("firmware", "Update", "Slots"), RepositoryFiles.PathOf("tests", "Update.Prover"),
        RepositoryFiles.PathOf("tests", "Update.Prover", "Flash"), RepositoryFiles.PathOf("tests", "Update.Prover", "Plays"),
        RepositoryFiles.PathOf("tests", "Update.Prover", "Sweeps")
    }.SelectMany(folder => Directory.GetFiles(folder, "*.cs"));
}
