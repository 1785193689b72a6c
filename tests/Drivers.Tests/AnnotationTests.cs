using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.Adxl355;
using Stethos.Drivers.ArduCam;
using Stethos.Drivers.Iis3dwb;
using Stethos.Drivers.Kx134;
using Stethos.Drivers.Max17048;
using Stethos.Drivers.Mlx90640;
using Stethos.Drivers.Tachometer;
using Stethos.Hal;

namespace Stethos.Drivers.Tests;

/// <summary>
/// Drivers describe themselves twice: as annotations of System.Device.Model, which only nanoFramework compiles, and in a
/// description that the node sends. Both say the same, name by name and unit by unit.
/// </summary>
public sealed partial class AnnotationTests
{
    private static readonly Dictionary<string, Action<IDescriptionSink>> Descriptions = new()
    {
        ["Adxl1002"] = sink => Adxl1002Description.Describe(sink, 50),
        ["Adxl345"] = sink => Adxl345Description.Describe(sink, 16),
        ["Adxl355"] = sink => Adxl355Description.Describe(sink, 8),
        ["ArduCam"] = ArduCamDescription.Describe,
        ["Iis3dwb"] = sink => Iis3dwbDescription.Describe(sink, 16),
        ["Kx134"] = sink => Kx134Description.Describe(sink, 64),
        ["Max17048"] = Max17048Description.Describe,
        ["Mlx90640"] = Mlx90640Description.Describe,
        ["Tachometer"] = sink => TachometerDescription.Describe(sink, 1_000_000)
    };

    public static TheoryData<string> Drivers => new(
        Directory.GetDirectories(Folder()).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Drivers))]
    public void Annotations_and_description_say_the_same(string driver)
    {
        Assert.True(Descriptions.ContainsKey(driver), $"firmware/Drivers/{driver} has no description");
        var source = File.ReadAllText(Path.Combine(Folder(), driver, driver + "Driver.cs"));
        var annotated = Annotation().Matches(source)
            .Select(match => (match.Groups["kind"].Value, match.Groups["name"].Value, match.Groups["unit"].Value)).ToArray();
        var described = new RecordingSink();
        Descriptions[driver](described);

        Assert.Single(annotated, item => item.Item1 == "Interface");
        Assert.Equal(described.Told.Order(), annotated.Where(item => item.Item1 != "Interface").Order());
        Assert.Contains(described.Told, item => item.Kind == "Telemetry");
        Assert.Equal(annotated.Length, Regex.Count(source, @"#if NANOFRAMEWORK_1_0\r?\n *\[System\.Device\.Model\."));
        Assert.All(described.Told, item => Assert.Matches("^[a-z][A-Za-z]{0,23}$", item.Name));
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "firmware", "Drivers"));

    [GeneratedRegex("""\[System\.Device\.Model\.(?<kind>\w+)\("(?<name>[^"]+)"(?:, "(?<unit>[^"]+)")?\)\]""")]
    private static partial Regex Annotation();

    private sealed class RecordingSink : IDescriptionSink
    {
        public List<(string Kind, string Name, string Unit)> Told { get; } = [];

        public void Telemetry(string name, string unit, int low, int high)
        {
            Assert.True(low < high, name);
            Told.Add(("Telemetry", name, unit));
        }

        public void Property(string name, string unit) => Told.Add(("Property", name, unit));

        public void Command(string name) => Told.Add(("Command", name, ""));
    }
}
