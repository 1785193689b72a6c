using System;
using System.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Device;

public sealed class NanoProjectTests
{
    private const string Shared = "firmware/Boards/Node/Node.props";
    private const string Packages = "firmware/Boards/Esp32S3/packages.config";
    private const string Project = "firmware/Boards/Esp32S3/Esp32S3.nfproj";

    [Fact]
    public void Device_projects_and_their_packages_agree()
    {
        Assert.NotEmpty(RepoTree.Current.WithExtension(".nfproj"));
        Violations.None(NanoProjectRule.Check(RepoTree.Current));
    }

    [Theory]
    [InlineData(Packages, "1.17.11", "1.17.12", "1.17.11 here and 1.17.12 elsewhere")]
    [InlineData(Packages, "id=\"nanoFramework.System.Text\"", "id=\"nanoFramework.Other\"", "is listed but")]
    [InlineData(Project, "nanoFramework.System.Text.1", "nanoFramework.Other.1", "is referenced but not listed")]
    [InlineData(Project, "Program.cs", "Gone.cs", "firmware/Boards/Esp32S3/Gone.cs does not exist")]
    [InlineData(Shared, "Hal.NanoFramework.projitems", "Gone.projitems", "firmware/Hal.NanoFramework/Gone.projitems does not exist")]
    [InlineData(Project, "NodeLibrary.nfproj", "Gone.nfproj", "firmware/Boards/NodeLibrary/Gone.nfproj does not exist")]
    [InlineData(Project, "{11A8DD76", "{22A8DD76", "not a nanoFramework project")]
    [InlineData(NanoProjectRule.Solution, "Esp32S3.nfproj", "Other.nfproj", "not in firmware/Firmware.Device.sln")]
    public void A_project_that_contradicts_itself_is_reported(string path, string old, string planted, string cause)
    {
        Assert.Contains(old, RepoTree.Current.Find(path)!.Text, StringComparison.Ordinal);
        RepoTree tree = new(RepoTree.Current.Files
            .Where(file => file.IsUnder("firmware") || file.Extension == ".nfproj")
            .Select(file => file.Path == path ? file with { Text = file.Text.Replace(old, planted, StringComparison.Ordinal) } : file));

        Assert.Contains(NanoProjectRule.Check(tree), violation => violation.Cause.Contains(cause, StringComparison.Ordinal));
    }
}
