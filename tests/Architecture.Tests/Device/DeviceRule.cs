using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Stethos.Architecture.Tests.Kit;
using Stethos.Architecture.Tests.Portable;
using Stethos.FirmwareLinter;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Sizing;

namespace Stethos.Architecture.Tests.Device;

/// <summary>
/// Device sources compile as C# 9 with nothing but the listed members, name no framework member outside the lists, and every
/// listed member is used by one of them.
/// </summary>
internal sealed class DeviceRule
{
    private const string StubFile = "listed members";
    private const string Platform = "firmware/Hal.NanoFramework";

    private readonly DeviceMemberList _list;
    private readonly NanoMemberList _portable;
    private readonly RepoFile _stubs;
    private readonly Dictionary<string, MetadataReference> _built = new(StringComparer.Ordinal);
    private readonly HashSet<string> _holders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public DeviceRule(DeviceMemberList list, NanoMemberList portable)
    {
        _list = list;
        _portable = portable;
        CSharpCompilation framework = MemoryCompiler.Compilation([]);
        HashSet<string> names = list.Types.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);

        // What .NET has too stands for the device's mscorlib; the rule over the compiled assembly holds its members to the list.
        DeviceType[] declared = list.Types
            .Where(type => type.Assembly != "mscorlib" || framework.GetTypeByMetadataName(type.Name) is null).ToArray();
        string text = DeviceStubs.Write(
            declared,
            name => names.Contains(name)
                || (name != "System.MarshalByRefObject" && framework.GetTypeByMetadataName(name) is not null));
        _stubs = new RepoFile(StubFile, text);
    }

    /// <summary>
    /// Bytes the programs and libraries checked so far take on the device, by name; a library's include what stands for the platform.
    /// </summary>
    public Dictionary<string, PeSize> Sizes { get; } = new(StringComparer.Ordinal);

    /// <summary>Compiles one program or library and reports what the device would not have; libraries first.</summary>
    public IReadOnlyList<Violation> Check(DeviceProgram program)
    {
        // The first library that reaches the platform holds the listed members for the programs that reference it.
        MetadataReference[] references = program.References.Select(name => _built[name]).ToArray();
        bool holdsMembers = !program.References.Any(_holders.Contains) && program.Sources.Any(source => source.IsUnder(Platform));
        IEnumerable<RepoFile> sources = holdsMembers ? program.Sources.Append(_stubs) : program.Sources;
        if (holdsMembers)
        {
            _holders.Add(program.Name);
        }

        byte[]? image = Build(program.Name, sources, references, out EmitResult result, MarkUsed);
        if (image is null)
        {
            return result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(Report).ToArray();
        }

        _built[program.Name] = MetadataReference.CreateFromImage(image);
        using AssemblyImage assembly = new(new MemoryStream(image), "Device.dll", "");
        Sizes[program.Name] = FirmwareLint.Measure(assembly);
        return IlRule.Check(assembly, Allowed(), program.References.Select(AssemblyName).ToHashSet())
            .Where(violation => violation.File != StubFile).ToArray();
    }

    /// <summary>Members that no checked source used; ask after all checks.</summary>
    public IEnumerable<Violation> Unused()
    {
        foreach (DeviceType type in _list.Types.Where(type => type.Assembly != "mscorlib" && type.Kind is not ("delegate" or "interface")))
        {
            foreach ((int line, string text) in type.Members)
            {
                foreach (string name in NamesOf(type, text).Where(name => !_used.Contains(type.CSharpName + "." + name)))
                {
                    yield return new Violation(_list.File.Path, line, $"{type.Name}.{name} is used by no device code", "Remove it");
                }
            }
        }
    }

    private static IEnumerable<string> NamesOf(DeviceType type, string text)
    {
        if (type.Kind == "enum")
        {
            return text.Split(", ").Select(part => part.Split('=')[0]);
        }

        string head = text.Split('(', '{', '=')[0].Trim();
        return [head[(head.LastIndexOf(' ') + 1)..]];
    }

    private static string AssemblyName(string path) => path.Replace('/', '_');

    // Optimised, as what is deployed: the device takes 64 KB of code in one assembly.
    private static byte[]? Build(
        string name, IEnumerable<RepoFile> sources, MetadataReference[] references, out EmitResult result,
        Action<CSharpCompilation> look)
    {
        CSharpCompilation compilation = MemoryCompiler.Compilation(sources.Select(Parse))
            .WithAssemblyName(AssemblyName(name)).AddReferences(references);
        compilation = compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release));
        using MemoryStream image = new();
        result = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        if (result.Success)
        {
            look(compilation);
        }

        return result.Success ? image.ToArray() : null;
    }

    private static SyntaxTree Parse(RepoFile file) => CSharpSyntaxTree.ParseText(
        SourceText.From(file.Text, System.Text.Encoding.UTF8),
        new CSharpParseOptions(LanguageVersion.CSharp9).WithPreprocessorSymbols("NANOFRAMEWORK_1_0"), file.Path);

    private static Violation Report(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        return new Violation(
            span.Path, span.StartLinePosition.Line + 1, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            $"If nanoFramework has it, add its line to {DeviceMemberList.FilePath}");
    }

    private void MarkUsed(CSharpCompilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(tree => tree.FilePath != StubFile))
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                if (node is ExpressionSyntax or AttributeSyntax
                    && model.GetSymbolInfo(node).Symbol is { ContainingType: { } type } symbol)
                {
                    _used.Add($"{type.ToDisplayString()}.{symbol.Name}");
                }

                // A using statement calls Dispose without naming it.
                if (node is UsingStatementSyntax)
                {
                    _used.Add("System.IO.Stream.Dispose");
                }
            }
        }
    }

    private NanoMemberList Allowed()
    {
        IEnumerable<string> listed = ApiListing.Parse(_list.File.Lines).Types
            .SelectMany(type => type.Members.Select(member => $"{type.Name}.{member}").Prepend(type.Name));
        IEnumerable<string> lines = _portable.Members.Select(member => member.OnHost).Concat(listed);
        return NanoMemberList.Parse(new RepoFile(_list.File.Path, string.Join('\n', lines)));
    }
}
