using System;
using System.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Ceilings;

public sealed class CeilingTests
{
    private const string Product = "gateway/Gateway.Web/Page.cs";

    [Fact]
    public void Files_and_lines_stay_within_their_ceilings()
    {
        Violations.None(SizeRule.Check(RepoTree.Current));
    }

    [Fact]
    public void Types_carry_their_files_names_and_methods_stay_small()
    {
        Violations.None(TypeRule.Check(RepoTree.Current));
    }

    [Fact]
    public void Texts_hold_no_regions_no_open_ends_and_no_machine_paths()
    {
        Violations.None(TextRule.Check(RepoTree.Current));
    }

    [Theory]
    [InlineData("firmware/App/C.cs", 400, 250)]
    [InlineData("tests/App.Tests/C.cs", 700, 0)]
    public void A_file_above_its_ceiling_is_reported(string path, int ceiling, int p95)
    {
        RepoFile[] others = Enumerable.Range(0, 99).Select(i => new RepoFile($"firmware/App/F{i}.cs", Lines(p95))).ToArray();

        Violations.None(SizeRule.Check(new RepoTree(others.Append(new RepoFile(path, Lines(ceiling))))));
        Violations.Planted(
            SizeRule.Check(new RepoTree(others.Append(new RepoFile(path, Lines(ceiling + 1))))), path, ceiling + 1, $"{ceiling + 1} lines");
    }

    [Fact]
    public void A_long_line_is_reported()
    {
        RepoTree tree = new(new RepoFile("tests/A.Tests/C.cs", new string('/', 140) + "\n" + new string('/', 141)));

        Violations.Planted(SizeRule.Check(tree), "tests/A.Tests/C.cs", 2, "line of 141 characters");
    }

    [Fact]
    public void Too_many_large_files_are_reported()
    {
        RepoFile[] small = Enumerable.Range(0, 18).Select(i => new RepoFile($"gateway/G/F{i}.cs", Lines(10))).ToArray();
        RepoFile[] large = [new RepoFile("gateway/G/X.cs", Lines(251)), new RepoFile("gateway/G/Y.cs", Lines(260))];

        Violations.None(SizeRule.Check(new RepoTree(small.Append(new RepoFile("gateway/G/S.cs", "")).Append(large[0]))));
        Violations.Planted(SizeRule.Check(new RepoTree(small.Concat(large))), "gateway/G/X.cs", 0, "the 95 % mark is 251");
    }

    [Theory]
    [InlineData("class Page { }\nclass Other { }", 2, "Other is the file's second top-level type")]
    [InlineData("namespace N {\nenum Other { } }", 2, "Other does not carry its file's name")]
    [InlineData("namespace N;\ninterface Other { }", 2, "Other does not carry its file's name")]
    [InlineData("\ndelegate void Other();", 2, "Other does not carry its file's name")]
    [InlineData("class Page\n{\nPage(int a, int b, int c, int d, int e, int f, int g, int h) { } }", 3, "8 constructor parameters")]
    [InlineData("class Page\n(int a, int b, int c, int d, int e, int f, int g, int h);", 2, "8 constructor parameters")]
    public void A_type_out_of_place_is_reported(string code, int line, string cause)
    {
        Violations.Planted(TypeRule.Check(new RepoTree(new RepoFile(Product, code))), Product, line, cause);
    }

    [Fact]
    public void A_long_method_is_reported()
    {
        string At(int lines) => "class Page {\nvoid M() {\n" + Lines(lines - 2) + "} }";

        Violations.None(TypeRule.Check(new RepoTree(new RepoFile(Product, At(60)))));
        Violations.Planted(TypeRule.Check(new RepoTree(new RepoFile(Product, At(61)))), Product, 2, "method of 61 lines");
    }

    [Fact]
    public void Nested_types_shared_delegates_and_programs_pass()
    {
        Violations.None(TypeRule.Check(new RepoTree(
            new RepoFile(Product, "delegate void Drawn(); class Page { class Inner { } enum Kind { A } }"),
            new RepoFile("gateway/Gateway.Web/Handlers.cs", "delegate void A(); delegate void B();"),
            new RepoFile("gateway/Gateway.Host/Program.cs", "return 0;"))));
    }

    [Fact]
    public void A_region_is_reported()
    {
        RepoTree tree = new(new RepoFile(Product, "class Page\n{\n#region X\n#endregion\n}"));

        Violations.Planted(TextRule.Check(tree), Product, 3, "region");
    }

    [Theory]
    [InlineData(Product, "\n// TODO later")]
    [InlineData(Product, "/*\nTODO: later */ class Page { }")]
    [InlineData(Product, "\n/// <summary>FIXME</summary>\nclass Page { }")]
    [InlineData("gateway/web/src/main.ts", "\n// TODO later")]
    public void An_open_end_without_an_issue_is_reported(string path, string text)
    {
        Violations.Planted(TextRule.Check(new RepoTree(new RepoFile(path, text))), path, 2, "without an issue number");
    }

    [Fact]
    public void An_open_end_with_an_issue_passes()
    {
        const string code = "// TODO #12 and TODO (#13)\nclass Page { string s = \"TODO\"; }";

        Violations.None(TextRule.Check(new RepoTree(new RepoFile(Product, code))));
    }

    [Theory]
    [InlineData("root")]
    [InlineData("work")]
    [InlineData("tmp/wt")]
    [InlineData("home/anna")]
    public void A_machine_path_is_reported(string folder)
    {
        RepoTree tree = new(new RepoFile("docs/run.md", $"# Run\nsee `/{folder}/x`\n"));

        Violations.Planted(TextRule.Check(tree), "docs/run.md", 2, "machine path");
    }

    [Fact]
    public void Relative_paths_and_addresses_pass()
    {
        const string text = "./work/x docs/work/x https://example.org/root/x /var/lib/stethos /network/";

        Violations.None(TextRule.Check(new RepoTree(new RepoFile("docs/run.md", text))));
    }

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("//" + Environment.NewLine, count));
}
