using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stethos.Gateway.Host.Commands;
using Stethos.Gateway.Host.Provisioning;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Provisioning;

/// <summary>What an engineer types by a board's README is what `node-config` prints, and names projects and files that there are.</summary>
public sealed class BoardReadmeTests
{
    private const string Ours = "./run stethos node-config ";

    public static TheoryData<string> Boards() =>
    [
        "esp32-wroom-32-rev-a", "esp32-s3-n16r8-rev-a", "esp32-s3-n16r8-vision-rev-a", "stm32f769i-discovery-rev-a",
        "meadow-f7-feather-v2-rev-a"
    ];

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_readme_has_every_command_that_node_config_prints_and_in_its_order(string name)
    {
        var board = FlashBoard.Read(RepositoryFiles.PathOf("hardware", "boards"), name);
        var readme = Readme(name);
        var port = name.StartsWith("esp32", StringComparison.Ordinal) ? "/dev/ttyUSB0" : "/dev/ttyACM0";
        // Two commands of Meadow's tool stand on two lines there.
        var commands = FlashSteps.For(board, port, "node-01/deploy.json", "node-01/node.cbr")
            .SelectMany(step => step.Command.Split(" && "));

        var at = 0;
        foreach (var command in commands)
        {
            // Meadow's README writes the image before it names the port.
            var next = readme.IndexOf(command, board.IsMeadow ? 0 : at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"{name}: no '{command}' behind the step before");
            at = next;
        }
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void Every_command_of_ours_in_the_readme_is_understood(string name)
    {
        var commands = Commands(Readme(name)).Where(line => line.StartsWith(Ours, StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            Assert.Empty(NodeConfigCommand.Make().Parse(command[Ours.Length..]).Errors);
            Assert.Contains($"--board {name} ", command, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_gateway_of_the_readme_serves_the_site_of_its_node_with_its_keys(string name)
    {
        const string serve = "./run stethos serve ";
        var command = Assert.Single(Commands(Readme(name)), line => line.StartsWith(serve, StringComparison.Ordinal));
        var node = Commands(Readme(name)).First(line => line.StartsWith(Ours, StringComparison.Ordinal));

        Assert.Empty(ServeCommand.Make().Parse(command[serve.Length..]).Errors);
        Assert.Contains("--site plant ", command, StringComparison.Ordinal);
        Assert.Contains("--site plant ", node, StringComparison.Ordinal);
        Assert.EndsWith("--keys .stethos/node-keys", command, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void Every_file_of_ours_that_the_readme_names_is_there(string name)
    {
        var names = Regex.Matches(Readme(name), @"\b(?:firmware|hardware|tests|docs)/[\w./-]*\w").Select(match => match.Value)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(names);
        Assert.All(names, path => Assert.True(
            Path.Exists(RepositoryFiles.PathOf(path.Split('/'))) || path.EndsWith("/Drivers", StringComparison.Ordinal), path));
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void What_is_deployed_is_a_program_and_what_fills_a_slot_is_the_payload(string name)
    {
        var board = FlashBoard.Read(RepositoryFiles.PathOf("hardware", "boards"), name);
        if (board.IsMeadow)
        {
            return;
        }

        var (assembly, output) = Project(board.Projects.First());
        Assert.Equal((board.ImageName, "Exe"), (assembly, output));
        Assert.Equal(board.HasSlots ? ("Stethos.Payload", "Library") : ("Stethos.Payload", "Exe"), Project(board.Projects.Last()));
        Assert.Equal(board.HasSlots, Readme(name).Contains("--application " + board.ApplicationFile, StringComparison.Ordinal));
    }

    private static (string Assembly, string Output) Project(string path)
    {
        var project = XDocument.Load(RepositoryFiles.PathOf((path + ".nfproj").Split('/')));
        string Value(string name) => project.Descendants().Single(element => element.Name.LocalName == name).Value;
        return (Value("AssemblyName"), Value("OutputType"));
    }

    private static string Readme(string board) => File.ReadAllText(RepositoryFiles.PathOf("hardware", "boards", board, "README.md"));

    // A line that ends in a backslash goes on.
    private static string[] Commands(string readme) =>
        [.. Regex.Replace(readme, @"\\\n\s*", "").Split('\n').Select(line => line.Trim())];
}
