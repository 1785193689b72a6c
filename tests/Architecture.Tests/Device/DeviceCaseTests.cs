using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Device;

public sealed class DeviceCaseTests
{
    private const string List = "firmware/X/X.projitems";
    private const string Source = "firmware/X/Part.cs";
    private const string Project = "tests/Firmware.Device.Tests/One.nfproj";
    private const string Case = "tests/Firmware.Device.Tests/Cases/PartCases.cs";
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Every_portable_folder_is_tried_by_a_case_on_the_device() => Violations.None(DeviceCaseRule.Current.Check(RepoTree.Current));

    [Theory]
    [InlineData("..\\..\\firmware\\X\\*.cs", "new Part();", null)]
    [InlineData("..\\..\\firmware\\Y\\*.cs", "new Part();", "in no device test project")]
    [InlineData("..\\..\\firmware\\X\\*.cs", "new Department(); // Part", "no case on the device names it")]
    public void A_folder_that_no_project_compiles_or_no_case_names_is_reported(string pattern, string code, string? cause)
    {
        string[] causes = new DeviceCaseRule(None, None).Check(Planted(pattern, code)).Select(violation => violation.Cause).ToArray();

        Assert.Equal(cause is not null, causes.Contains(cause));
        Assert.Equal(cause is null, causes.Length == 0);
    }

    [Fact]
    public void A_library_that_the_project_references_counts()
    {
        RepoFile project = new(Project, """
            <Project><ItemGroup>
              <Compile Include="Cases\PartCases.cs" />
              <ProjectReference Include="..\..\firmware\Boards\L\L.nfproj" />
            </ItemGroup></Project>
            """);
        RepoFile library = new(
            "firmware/Boards/L/L.nfproj", """<Project><ItemGroup><Compile Include="..\..\X\*.cs" /></ItemGroup></Project>""");
        RepoTree tree = new([.. Planted("", "new Part();").Files.Where(file => file.Path != Project), project, library]);

        Violations.None(new DeviceCaseRule(None, None).Check(tree));
    }

    [Fact]
    public void An_exception_that_is_not_needed_any_more_is_reported()
    {
        DeviceCaseRule rule = new(
            new Dictionary<string, string> { [Source] = "no board has it" },
            new Dictionary<string, string> { ["firmware/X"] = "internal" });

        Assert.Empty(rule.Check(Planted("..\\..\\firmware\\Y\\*.cs", "")));
        Assert.Equal(
            ["an exception, but a device test project compiles it", "an exception, but a case names it"],
            rule.Check(Planted("..\\..\\firmware\\X\\*.cs", "new Part();")).Select(violation => violation.Cause));
    }

    private static RepoTree Planted(string pattern, string code) => new(
        new RepoFile(List, """<Project><ItemGroup><Compile Include="$(MSBuildThisFileDirectory)Part.cs" /></ItemGroup></Project>"""),
        new RepoFile(Source, "namespace Stethos.X { class Part { } }\n"),
        new RepoFile(Case, $"using Stethos.X;\nclass PartCases {{ void M() {{ {code}\n }} }}\n"),
        new RepoFile(
            Project,
            $"""<Project><ItemGroup><Compile Include="{pattern}" /><Compile Include="Cases\PartCases.cs" /></ItemGroup></Project>"""));
}
