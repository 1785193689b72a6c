using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Sizing;
using Xunit.Abstractions;

namespace Stethos.FirmwareLinter.Tests.Sizing;

/// <summary>
/// The size rule against real conversions: each sample is a frozen set of our own sources, compiled against nanoFramework's
/// CoreLibrary 1.17 and System.Math (C# 9, nullable, optimised) and converted by its metadata processor (main of June 2025).
/// </summary>
public sealed class SizingTests(ITestOutputHelper output)
{
    private const double LargestErrorPercent = 2;

    [Theory]
    [InlineData("codec", 5012)]
    [InlineData("constructs", 3172)]
    [InlineData("driver", 5588)]
    [InlineData("transform", 4820)]
    public void The_rule_gives_the_size_of_the_real_conversion(string sample, int realBytes)
    {
        using AssemblyImage image = new(new MemoryStream(Sources.Compile(FilesOf(sample), name: "S_" + sample)), sample + ".dll", "");

        PeSize size = PeSizeRule.Estimate(image);

        double error = 100.0 * (size.Total - realBytes) / realBytes;
        output.WriteLine($"{sample}: {size.Total} estimated, {realBytes} real, {error:F2} %");
        Assert.InRange(error, -LargestErrorPercent, LargestErrorPercent);
    }

    /// <summary>Figures the interpreter printed when it loaded an assembly (32-bit build).</summary>
    [Theory]
    [InlineData(2, 17, 34, 77, 303, 572, 0, 2716)]
    [InlineData(1, 4, 3, 1, 0, 36, 0, 248)]
    [InlineData(4, 85, 289, 40, 108, 103, 66, 3184)]
    public void Tables_on_the_heap_cost_what_the_interpreter_says(
        int assemblies, int types, int members, int ownTypes, int fields, int methods, int statics, int realBytes)
    {
        Assert.Equal(realBytes, new HeapTables(assemblies, types, members, ownTypes, fields, methods, statics).Bytes);
    }

    [Fact]
    public void Types_add_up_to_the_whole_without_header_and_references()
    {
        using AssemblyImage image = new(new MemoryStream(Sources.Compile(FilesOf("driver"))), "driver.dll", "");

        PeSize size = PeSizeRule.Estimate(image);

        int types = size.Types.Sum(type => type.Bytes);
        Assert.InRange(types, size.Total * 0.8, size.Total);
        Assert.All(size.Types, type => Assert.True(type.Bytes >= 24, type.ToString()));
    }

    [Fact]
    public void A_table_of_constants_costs_its_bytes_once()
    {
        const string begin = "class C { static readonly byte[] A = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16";
        int one = SizeOf(begin + " }; }");
        int two = SizeOf(begin + ", 17, 18, 19, 20, 21, 22, 23, 24 }; }");

        Assert.InRange(two - one, 8, 12);
    }

    private static int SizeOf(string code)
    {
        using AssemblyImage image = new(new MemoryStream(Sources.Compile(code)), "Planted.dll", "");
        return PeSizeRule.Estimate(image).Total;
    }

    // A sample holds several sources; a line "=== path" begins each.
    private static IEnumerable<(string Path, string Text)> FilesOf(string sample)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sizing", "Samples", sample + ".txt"));
        return text.Split("=== ", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('\n', 2))
            .Select(part => (part[0].Trim(), part[1]));
    }
}
