using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Device;

/// <summary>The Meadow board compiles as C# 10 with nothing of Meadow but the listed members.</summary>
public sealed class MeadowTests
{
    private const string Folder = "firmware/Boards/MeadowF7";
    private const string Members = "tests/Architecture.Tests/meadow-members.txt";

    [Fact]
    public void The_board_compiles_against_the_listed_members_alone()
    {
        string[] errors = Errors([]);

        Assert.True(errors.Length == 0, string.Join(Environment.NewLine, errors));
    }

    [Theory]
    [InlineData("Meadow.Resolver.Log.Info(\"\")", "'Logger' does not contain a definition for 'Info'")]
    [InlineData("new Meadow.Foundation.Sensors.Adxl345()", "'Sensors' does not exist in the namespace 'Meadow.Foundation'")]
    public void A_member_that_nobody_listed_is_reported(string expression, string cause)
    {
        RepoFile planted = new(Folder + "/Planted.cs", $"class Planted {{ object M() => {expression}; }}");

        Assert.Contains(Errors([planted]), error => error.Contains(cause, StringComparison.Ordinal));
    }

    [Fact]
    public void The_device_solution_holds_the_board_and_its_packages_are_pinned()
    {
        Assert.Contains("MeadowF7.csproj", RepoTree.Current.Find(NanoProjectRule.Solution)!.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Sdk=\"Meadow.Sdk\" Version=\"1.1.0\"", RepoTree.Current.Find(Folder + "/MeadowF7.csproj")!.Text, StringComparison.Ordinal);
        Assert.Contains(
            "\"Meadow.F7\" Version=\"1.11.0\"", RepoTree.Current.Find("Directory.Packages.props")!.Text, StringComparison.Ordinal);
    }

    private static string[] Errors(IEnumerable<RepoFile> planted)
    {
        RepoFile list = RepoTree.Current.Find(Folder + "/Sources.props")!;
        RepoFile members = RepoTree.Current.Find(Members)!;
        IEnumerable<RepoFile> sources = DeviceProgram.SourcesOf(RepoTree.Current, list).Append(members).Concat(planted);
        CSharpCompilation compilation = MemoryCompiler.Compilation(sources.Select(file => CSharpSyntaxTree.ParseText(
            SourceText.From(file.Text, System.Text.Encoding.UTF8),
            new CSharpParseOptions(LanguageVersion.CSharp10).WithPreprocessorSymbols("STETHOS_PORTABLE"), file.Path)));
        return compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)
            .Select(found => found.ToString()).ToArray();
    }
}
