using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stethos.Testing;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>The checksums that a loader knows are those of the libraries it is deployed with, none missing and none too many.</summary>
public sealed partial class NativeAssembliesTests
{
    // Without native methods: their checksum is 0.
    private static readonly string[] Managed =
    [
        "nanoFramework.M2Mqtt", "nanoFramework.M2Mqtt.Core", "nanoFramework.System.Device.Model", "nanoFramework.System.IO.Streams",
        "nanoFramework.System.Threading"
    ];

    [Theory]
    [InlineData("Esp32S3")]
    [InlineData("Esp32S3Vision")]
    [InlineData("Stm32F769Discovery")]
    public void A_loader_knows_the_native_assemblies_of_the_libraries_it_is_deployed_with(string board)
    {
        var listed = Listed("Loader", "NativeAssemblies.cs").Concat(Listed(board, "Program.cs")).ToArray();
        var deployed = XDocument.Load(RepositoryFiles.PathOf("firmware", "Boards", board, "packages.config")).Descendants("package")
            .Select(package => $"{package.Attribute("id")!.Value} {package.Attribute("version")!.Value}")
            .Where(package => !Managed.Contains(package.Split(' ')[0]));
        Assert.Equal(deployed.Order(StringComparer.Ordinal), listed.Select(entry => entry.Package).Order(StringComparer.Ordinal));
        Assert.Equal(listed.Length, listed.Select(entry => entry.Checksum).Distinct().Count());
    }

    private static IEnumerable<(string Checksum, string Package)> Listed(params string[] file) =>
        Entry().Matches(File.ReadAllText(RepositoryFiles.PathOf(["firmware", "Boards", .. file])))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    [GeneratedRegex(@"(0x[0-9A-F]{8}), // (\S+ \S+)")]
    private static partial Regex Entry();
}
