using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Stethos.Testing.Planted;

/// <summary>
/// Compiles the product's source, with one text replaced, together with a suite's own into an assembly of its own, and plays the
/// suite there: the production code needs no switches for faults.
/// </summary>
public sealed class PlantedSources
{
    private readonly Dictionary<string, SyntaxTree> _sources;
    private readonly MetadataReference[] _references;

    /// <param name="root">Folder that faults name their files from.</param>
    /// <param name="files">All sources: the product's and the suite's.</param>
    /// <param name="replaced">File names of the assemblies that these sources stand in for.</param>
    public PlantedSources(string root, IEnumerable<string> files, params string[] replaced)
    {
        _sources = files.ToDictionary(
            file => Path.GetRelativePath(root, file).Replace('\\', '/'), file => Parse(File.ReadAllText(file)), StringComparer.Ordinal);
        _references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => !replaced.Contains(Path.GetFileName(path)))
                .Select(path => MetadataReference.CreateFromFile(path))
        ];
    }

    /// <summary>Promises that were broken, or that the play threw; empty when nobody noticed anything.</summary>
    public IReadOnlyList<string> Play(PlantedFault? fault, Func<Assembly, IReadOnlyList<string>> play)
    {
        ArgumentNullException.ThrowIfNull(play);
        var context = new AssemblyLoadContext("planted", isCollectible: true);
        try
        {
            return [.. play(context.LoadFromStream(new MemoryStream(Compile(fault))))];
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

    private byte[] Compile(PlantedFault? fault)
    {
        var trees = new Dictionary<string, SyntaxTree>(_sources);
        if (fault is not null)
        {
            var text = trees[fault.File].ToString();
            if (!text.Contains(fault.Text, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{fault.File} does not say \"{fault.Text}\".");
            }

            trees[fault.File] = Parse(text.Replace(fault.Text, fault.Replacement, StringComparison.Ordinal));
        }

        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable);
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("Planted", trees.Values, _references, options).Emit(image);
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join(
                Environment.NewLine, result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest));
}
