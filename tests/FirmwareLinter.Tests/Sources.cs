using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.FirmwareLinter.Tests;

/// <summary>Compiles small sources in memory against this process's framework and lints them.</summary>
internal static class Sources
{
    public const string FileName = "app/Source.cs";

    private static readonly Lazy<MetadataReference[]> Framework = new(() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToArray());

    public static byte[] Compile(string code, bool optimize = true, bool withSymbols = true, string name = "Planted") =>
        Compile([(FileName, code)], optimize, withSymbols, name);

    public static byte[] Compile(
        IEnumerable<(string Path, string Text)> files, bool optimize = true, bool withSymbols = true, string name = "Planted")
    {
        SyntaxTree[] trees = files
            .Select(file => CSharpSyntaxTree.ParseText(
                SourceText.From(file.Text, Encoding.UTF8), new CSharpParseOptions(LanguageVersion.CSharp9), file.Path))
            .ToArray();
        CSharpCompilation compilation = CSharpCompilation.Create(
            name, trees, Framework.Value,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable,
                optimizationLevel: optimize ? OptimizationLevel.Release : OptimizationLevel.Debug));
        using MemoryStream image = new();
        EmitOptions? options = withSymbols ? new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded) : null;
        EmitResult result = options is null ? compilation.Emit(image) : compilation.Emit(image, options: options);
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
    }

    /// <summary>A class library that defines its own System.Object.</summary>
    public static byte[] CompileAlone(string code)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "mscorlib", [CSharpSyntaxTree.ParseText(code)], [], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image, options: new EmitOptions(runtimeMetadataVersion: "v4.0.30319"));
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
    }

    public static IReadOnlyList<Finding> Lint(string code, bool optimize = true, bool withSymbols = true)
    {
        using AssemblyImage image = new(new MemoryStream(Compile(code, optimize, withSymbols)), "Planted.dll", "");
        return FirmwareLint.Check(image, DeviceApi.Embedded, new HashSet<string>());
    }
}
