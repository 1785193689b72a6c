using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Stethos.Budgets.Tests.Payload;

/// <summary>Compiles a list into one assembly, as the device gets it: C# 9, optimised.</summary>
internal static class PayloadBuild
{
    private static readonly string[] Framework = ["System.Runtime.dll", "System.Collections.dll", "System.Threading.dll"];

    /// <returns>The image, with its lines inside.</returns>
    public static byte[] Compile(string name, PayloadList list, string root, params byte[][] references)
    {
        CSharpParseOptions parse = new(LanguageVersion.CSharp9, preprocessorSymbols: ["STETHOS_PORTABLE"]);
        IEnumerable<SyntaxTree> trees = list.Files.Select(file => CSharpSyntaxTree.ParseText(
            SourceText.From(File.ReadAllText(Path.Combine(root, "firmware", file)), Encoding.UTF8), parse, "firmware/" + file));
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<MetadataReference> framework = Framework.Append("System.Private.CoreLib.dll")
            .Select(dll => MetadataReference.CreateFromFile(Path.Combine(runtime, dll)));
        CSharpCompilation compilation = CSharpCompilation.Create(
            name, trees, [.. framework, .. references.Select(image => MetadataReference.CreateFromImage(image))],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        string[] errors = result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)
            .Select(found => found.ToString()).Take(10).ToArray();
        Assert.True(
            result.Success,
            $"{list.Path} does not compile; add the missing sources to a list in firmware/Payloads, or cut what reaches for them:"
                + Environment.NewLine + string.Join(Environment.NewLine, errors));
        return image.ToArray();
    }
}
