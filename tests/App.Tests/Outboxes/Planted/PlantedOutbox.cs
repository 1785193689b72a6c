using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Stethos.Testing;

namespace Stethos.App.Tests.Outboxes.Planted;

/// <summary>
/// Compiles the outbox's source, with one text replaced, together with the suite's own into an assembly of its own, and plays
/// the suite there: the production code needs no switches for faults.
/// </summary>
internal static class PlantedOutbox
{
    private static readonly string[] Replaced = ["App.dll", "App.Tests.dll"];
    private static readonly Lazy<Dictionary<string, SyntaxTree>> Sources = new(() => Files().ToDictionary(
        file => Path.GetRelativePath(RepositoryFiles.PathOf("firmware", "App"), file).Replace('\\', '/'),
        file => Parse(File.ReadAllText(file))));

    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Replaced.Contains(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path))
    ]);

    /// <summary>Promises that were broken, or that the play threw; empty when nobody noticed anything.</summary>
    public static IReadOnlyList<string> Play(PlantedFault? fault, string plays, int stride)
    {
        var context = new AssemblyLoadContext("planted", isCollectible: true);
        try
        {
            var suite = context.LoadFromStream(new MemoryStream(Compile(fault))).GetType("Stethos.App.Tests.Outboxes.Cuts.CutSuite", true)!;
            var report = suite.GetMethod(plays)!.Invoke(null, [3, stride])!;
            return [.. (IEnumerable<string>)report.GetType().GetProperty("Breaches")!.GetValue(report)!];
        }
        catch (TargetInvocationException thrown)
        {
            return ["the node threw: " + thrown.InnerException!.Message];
        }
        finally
        {
            context.Unload();
        }
    }

    private static byte[] Compile(PlantedFault? fault)
    {
        var trees = new Dictionary<string, SyntaxTree>(Sources.Value);
        if (fault is not null)
        {
            var text = trees[fault.File].ToString();
            Assert.Contains(fault.Text, text, StringComparison.Ordinal);
            trees[fault.File] = Parse(text.Replace(fault.Text, fault.Replacement, StringComparison.Ordinal));
        }

        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable);
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("Planted", trees.Values, References.Value, options).Emit(image);
        Assert.True(
            result.Success, string.Join(Environment.NewLine, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }

    private static IEnumerable<string> Files() =>
    [
        RepositoryFiles.PathOf("firmware", "App", "Outbox.cs"), RepositoryFiles.PathOf("firmware", "App", "BootCounter.cs"),
        .. Directory.GetFiles(RepositoryFiles.PathOf("firmware", "App", "Outboxes"), "*.cs"),
        .. Directory.GetFiles(RepositoryFiles.PathOf("tests", "App.Tests", "Outboxes", "Cuts"), "*.cs")
    ];

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest));
}
