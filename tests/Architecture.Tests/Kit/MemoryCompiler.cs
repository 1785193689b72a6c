using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Stethos.Architecture.Tests.Kit;

/// <summary>Compiles source in memory against this process's own framework.</summary>
internal static class MemoryCompiler
{
    private static readonly Lazy<MetadataReference[]> Framework = new(() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToArray());

    public static CSharpCompilation Compilation(IEnumerable<SyntaxTree> trees, bool allowUnsafe = false) => CSharpCompilation.Create(
        "Planted",
        trees,
        Framework.Value,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: allowUnsafe, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The image of one compiled source, with its sequence points inside.</summary>
    public static byte[] Emit(RepoFile file)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            SourceText.From(file.Text, System.Text.Encoding.UTF8), new CSharpParseOptions(LanguageVersion.CSharp9), file.Path);
        using MemoryStream image = new();
        bool allowUnsafe = file.Text.Contains("unsafe", StringComparison.Ordinal);
        EmitOptions options = new(debugInformationFormat: DebugInformationFormat.Embedded);
        EmitResult result = Compilation([tree], allowUnsafe).Emit(image, options: options);
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
    }
}
