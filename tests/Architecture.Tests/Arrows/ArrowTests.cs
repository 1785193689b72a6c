using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Arrows;

public sealed class ArrowTests
{
    [Fact]
    public void Projects_reference_only_what_the_table_allows()
    {
        Violations.None(ArrowRule.Check(RepoTree.Current));
    }

    [Fact]
    public void Every_portable_project_of_the_repository_is_seen()
    {
        Assert.True(ArrowTable.RowOf("firmware/Hal")!.Portable);
        Assert.NotNull(RepoTree.Current.Find("firmware/Hal/Hal.csproj"));
    }

    [Theory]
    [InlineData("firmware/Hal/Hal.csproj", "../Protocol/Protocol.csproj", "firmware/Protocol")]
    [InlineData("firmware/Drivers/Adxl345/Adxl345.csproj", "../../App/App.csproj", "firmware/App")]
    [InlineData("firmware/App/App.csproj", "../../gateway/Mosquitto/Mosquitto.csproj", "gateway/Mosquitto")]
    [InlineData("firmware/App/App.csproj", "..\\Hal.Virtual\\Hal.Virtual.csproj", "firmware/Hal.Virtual")]
    [InlineData("gateway/Gateway.Domain/Gateway.Domain.csproj", "../Gateway.Storage/Gateway.Storage.csproj", "gateway/Gateway.Storage")]
    [InlineData("gateway/Gateway.Web/Gateway.Web.csproj", "../Gateway.Storage/Gateway.Storage.csproj", "gateway/Gateway.Storage")]
    [InlineData("gateway/Gateway.Host/Gateway.Host.csproj", "../../firmware/Boards/Virtual/Virtual.csproj", "firmware/Boards/Virtual")]
    [InlineData("gateway/Gateway.Host/Gateway.Host.csproj", "../../tests/Testing/Testing.csproj", "tests/Testing")]
    public void A_reference_against_the_arrows_is_reported(string project, string reference, string target)
    {
        RepoTree tree = Plant(project, $"""<ProjectReference Include="{reference}" />""");

        Violations.Planted(ArrowRule.Check(tree), project, 3, $"must not reference {target}");
    }

    [Theory]
    [InlineData("firmware/Drivers/Adxl345/Adxl345.csproj", "../../Hal/Hal.csproj")]
    [InlineData("firmware/App/App.csproj", "../Drivers/Adxl345/Adxl345.csproj")]
    [InlineData("firmware/Boards/Virtual/Boards.Virtual.csproj", "../../../gateway/Mosquitto/Mosquitto.csproj")]
    [InlineData("gateway/Gateway.Host/Gateway.Host.csproj", "../Gateway.Web/Gateway.Web.csproj")]
    [InlineData("tests/App.Tests/App.Tests.csproj", "../../firmware/App/App.csproj")]
    public void A_reference_along_the_arrows_passes(string project, string reference)
    {
        Violations.None(ArrowRule.Check(Plant(project, $"""<ProjectReference Include="{reference}" />""")));
    }

    [Fact]
    public void A_project_outside_the_table_is_reported()
    {
        RepoTree tree = Plant("gateway/Gateway.Misc/Gateway.Misc.csproj", "");

        Violations.Planted(ArrowRule.Check(tree), "gateway/Gateway.Misc/Gateway.Misc.csproj", 1, "not in the arrow table");
    }

    [Theory]
    [InlineData("""<ProjectReference Include="../*/*.csproj" />""", "not a plain path")]
    [InlineData("""<Compile Include="../../firmware/App/Outbox.cs" />""", "linked from another folder")]
    [InlineData("""<Reference Include="Other.dll" />""", "built assembly")]
    [InlineData("""<Import Project="../../firmware/App/App.projitems" />""", "must not reference firmware/App")]
    public void A_detour_around_a_reference_is_reported(string item, string cause)
    {
        const string project = "gateway/Gateway.Web/Gateway.Web.csproj";

        Violations.Planted(ArrowRule.Check(Plant(project, item)), project, 3, cause);
    }

    [Fact]
    public void A_portable_project_with_a_package_is_reported()
    {
        const string project = "firmware/Protocol/Protocol.csproj";

        Violations.Planted(ArrowRule.Check(Plant(project, """<PackageReference Include="X" />""")), project, 3, "package 'X'");
    }

    [Fact]
    public void A_portable_project_without_a_source_list_is_reported()
    {
        const string project = "firmware/Protocol/Protocol.csproj";

        Violations.Planted(
            ArrowRule.Check(new RepoTree(new RepoFile(project, """<Project Sdk="Microsoft.NET.Sdk" />"""))), project, 1, "no source list");
    }

    private static RepoTree Plant(string project, string item)
    {
        List<RepoFile> files = [new RepoFile(project, $"<Project>\n<ItemGroup>\n{item}\n</ItemGroup>\n</Project>\n")];
        if (ArrowTable.RowOf(files.Single().Folder)?.Portable == true)
        {
            files.Add(new RepoFile(project.Replace(".csproj", ".projitems", System.StringComparison.Ordinal), "<Project />"));
        }

        return new RepoTree(files);
    }
}
