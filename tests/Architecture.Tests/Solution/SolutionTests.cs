using System;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Solution;

public sealed class SolutionTests
{
    private const string Project = "gateway/Gateway.Web/Gateway.Web.csproj";

    [Fact]
    public void The_solution_holds_every_project()
    {
        Violations.None(SolutionRule.CheckSolution(RepoTree.Current));
    }

    [Fact]
    public void Package_versions_are_central()
    {
        Violations.None(SolutionRule.CheckVersions(RepoTree.Current));
    }

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        Violations.None(SolutionRule.CheckLocks(RepoTree.Current));
    }

    [Fact]
    public void A_project_missing_from_the_solution_is_reported()
    {
        RepoTree listed = new(Solution("gateway\\Gateway.Web\\Gateway.Web.csproj"), new RepoFile(Project, "<Project />"));
        RepoTree missing = new(Solution(), new RepoFile(Project, "<Project />"));

        Violations.None(SolutionRule.CheckSolution(listed));
        Violations.Planted(SolutionRule.CheckSolution(missing), Project, 0, "not in Embedded.sln");
    }

    [Fact]
    public void A_solution_line_without_a_project_and_a_missing_solution_are_reported()
    {
        Violations.Planted(SolutionRule.CheckSolution(new RepoTree(Solution("gone\\Gone.csproj"))), "Embedded.sln", 2,
            "gone/Gone.csproj does not exist");
        Violations.Planted(SolutionRule.CheckSolution(new RepoTree()), "Embedded.sln", 0, "the solution is missing");
    }

    [Theory]
    [InlineData("""<PackageReference Include="xunit" Version="2.9.3" />""")]
    [InlineData("""<PackageReference Include="xunit" VersionOverride="2.9.3" />""")]
    [InlineData("<PackageReference Include=\"xunit\">\n<Version>2.9.3</Version>\n</PackageReference>")]
    [InlineData("<PackageReference Include=\"xunit\"\nVersion=\"2.9.3\" />")]
    public void A_version_in_a_project_is_reported(string item)
    {
        string text = $"<Project>\n<ItemGroup>\n{item}\n<PackageReference Include=\"other\" />\n</ItemGroup>\n</Project>\n";

        Violations.Planted(SolutionRule.CheckVersions(new RepoTree(new RepoFile(Project, text))), Project, 3,
            "package xunit states its version");
    }

    [Fact]
    public void A_project_without_a_lock_file_is_reported()
    {
        RepoFile project = new(Project, "<Project />");

        Violations.None(SolutionRule.CheckLocks(new RepoTree(project, new RepoFile("gateway/Gateway.Web/packages.lock.json", "{}"))));
        Violations.Planted(SolutionRule.CheckLocks(new RepoTree(project)), Project, 0, "no packages.lock.json");
    }

    private static RepoFile Solution(params string[] paths) => new("Embedded.sln", "# Visual Studio Version 17\n" + string.Concat(
        Array.ConvertAll(paths, path => $"Project(\"{{9A19103F}}\") = \"X\", \"{path}\", \"{{0000}}\"\nEndProject\n")));
}
