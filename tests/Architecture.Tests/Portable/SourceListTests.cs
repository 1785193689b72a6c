using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Portable;

public sealed class SourceListTests
{
    private const string List = "firmware/App/App.projitems";

    [Fact]
    public void Source_lists_name_exactly_their_files()
    {
        Assert.NotEmpty(PortableList.AllOf(RepoTree.Current));
        Violations.None(SourceListRule.Check(RepoTree.Current));
    }

    [Fact]
    public void A_complete_list_passes_and_nested_projects_keep_their_files()
    {
        Violations.None(SourceListRule.Check(new RepoTree(
            Listing("$(MSBuildThisFileDirectory)A.cs", "$(MSBuildThisFileDirectory)Outbox\\B.cs"),
            new RepoFile("firmware/App/A.cs", ""),
            new RepoFile("firmware/App/Outbox/B.cs", ""),
            new RepoFile("firmware/App/Own/Own.csproj", "<Project />"),
            new RepoFile("firmware/App/Own/C.cs", ""))));
    }

    [Fact]
    public void A_file_that_is_not_listed_is_reported()
    {
        RepoTree tree = new(Listing(), new RepoFile("firmware/App/Outbox/B.cs", ""));

        Violations.Planted(SourceListRule.Check(tree), List, 1, "firmware/App/Outbox/B.cs is on disk but not listed");
    }

    [Theory]
    [InlineData("$(MSBuildThisFileDirectory)Gone.cs", "is not a source of this folder")]
    [InlineData("$(MSBuildThisFileDirectory)../Hal/IClock.cs", "is not a source of this folder")]
    [InlineData("$(MSBuildThisFileDirectory)A.cs", "is listed twice")]
    [InlineData("$(MSBuildThisFileDirectory)*.cs", "is not a plain path")]
    [InlineData("A.cs", "does not start with")]
    public void A_wrong_line_is_reported(string second, string cause)
    {
        RepoTree tree = new(
            Listing("$(MSBuildThisFileDirectory)A.cs", second),
            new RepoFile("firmware/App/A.cs", ""),
            new RepoFile("firmware/Hal/IClock.cs", ""));

        Violations.Planted(SourceListRule.Check(tree), List, 4, cause);
    }

    private static RepoFile Listing(params string[] includes)
    {
        string items = string.Concat(System.Array.ConvertAll(includes, include => $"<Compile Include=\"{include}\" />\n"));
        return new RepoFile(List, $"<Project>\n<ItemGroup>\n{items}</ItemGroup>\n</Project>\n");
    }
}
