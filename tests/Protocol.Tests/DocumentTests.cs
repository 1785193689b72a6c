using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Stethos.Testing;

namespace Stethos.Protocol.Tests;

/// <summary>docs/protocol.md against the code: every number has its row, and the annotated bytes are the golden ones.</summary>
public sealed class DocumentTests
{
    private static readonly string Text = File.ReadAllText(RepositoryFiles.PathOf("docs", "protocol.md"));

    private static readonly (string Name, long Number)[] Fields = [.. ConstantsOf(typeof(Field)), .. ConstantsOf(typeof(UpdateField))];

    private static readonly (string Name, long Number)[] Keys = [.. Fields, .. ConstantsOf(typeof(SettingKey))];

    private static readonly (string Name, long Number)[] Others =
    [
        .. ConstantsOf(typeof(QualityFlags)).Where(row => row.Name != nameof(QualityFlags.NotForScoring)),
        .. ConstantsOf(typeof(VisionFlags)).Where(row => row.Name != nameof(VisionFlags.NotForScoring)),
        .. ConstantsOf(typeof(NodeCounters)).Where(row => row.Name != nameof(NodeCounters.Count)),
        .. ConstantsOf(typeof(TransferCounters)).Where(row => row.Name != nameof(TransferCounters.Count)),
        .. ConstantsOf(typeof(UpdateStatusFlags)),
        .. ConstantsOf(typeof(UpdateChunkFlags)),
        .. ConstantsOf(typeof(CborTag)),
        .. ConstantsOf(typeof(SettingKey))
    ];

    private static readonly (string Name, long Number)[] Codes = typeof(Field).Assembly.GetTypes()
        .Where(type => type.IsEnum && type.Name.EndsWith("Code", StringComparison.Ordinal))
        .SelectMany(type => Enum.GetNames(type).Select(name => (name, Convert.ToInt64(Enum.Parse(type, name)))))
        .ToArray();

    [Fact]
    public void Every_number_has_its_row()
    {
        var rows = Fields.Concat(Others).Concat(Codes).ToArray();
        Assert.True(rows.Length > 85, $"{rows.Length}");
        Assert.DoesNotContain(rows, row => !Regex.IsMatch(Text, $@"(?m)^\| {row.Number} \| \*?`{row.Name}`\*? \|"));
    }

    [Fact]
    public void Every_code_of_the_protocol_is_among_them()
    {
        // A new enum shows here, so that its table is not forgotten: rows of the same name and number could hide it.
        Assert.Equal(
            [
                nameof(CommandCode), nameof(ConfigurationResultCode), nameof(FrameErrorCode), nameof(GapReasonCode), nameof(LoopCode),
                nameof(MessageKindCode), nameof(NodeErrorCode), nameof(NodeFileCode), nameof(NodeModeCode),
                nameof(ResetCauseCode), nameof(SettingFormCode), nameof(UnitCode), nameof(UpdateActionCode)
            ],
            typeof(Field).Assembly.GetTypes().Where(type => type.IsEnum).Select(type => type.Name).Order());
        Assert.Equal(12, Regex.Count(Text, @"(?m)^\| 0 \| `None` \|"));
    }

    [Fact]
    public void Every_row_of_a_field_is_in_the_code()
    {
        const string types = @"uint|int|text|bytes|float32|array of \w+|u8\[\]|f16\[\]|i16\[\]";
        var rows = Regex.Matches(Text, $@"(?m)^\| (\d+) \| \*?`(\w+)`\*? \| ({types}) \|").ToArray();
        Assert.True(rows.Length > 40, $"{rows.Length}");
        Assert.All(rows, row => Assert.Contains((row.Groups[2].Value, long.Parse(row.Groups[1].Value)), Keys));
    }

    [Fact]
    public void The_annotated_bytes_are_the_golden_ones()
    {
        var lines = Regex.Matches(Text, @"(?m)^([0-9a-f]{4})  ((?:[0-9a-f]{2} ?)+)(?:  |$)").ToArray();
        var bytes = new List<byte>();
        foreach (var line in lines)
        {
            Assert.Equal(bytes.Count, Convert.ToInt32(line.Groups[1].Value, 16));
            bytes.AddRange(Convert.FromHexString(line.Groups[2].Value.Replace(" ", "", StringComparison.Ordinal)));
        }

        Assert.Equal(GoldenVector.Load("features-one-axis").Bytes, bytes);
    }

    [Fact]
    public void The_lengths_of_the_topics_table_are_those_of_the_code()
    {
        foreach (var (channel, text) in ((string, string)[])
            [
                (Topics.Frames,
                    $"{FeatureFrame.MaxLength}, {GapNotice.MaxLength}, {VisionFeatures.MaxLength}, {HealthMessage.MaxLength}, "
                    + $"{LastWordsMessage.MaxLength} and {ConfigurationResultMessage.MaxLength} bytes"),
                (Topics.Bursts, $"{BurstChunk.MaxLength:N0} bytes"),
                (Topics.State, $"{StateMessage.MaxLength} bytes"),
                (Topics.Description, $"{Description.MaxLength:N0} bytes"),
                (Topics.Acknowledgements, $"{Acknowledgement.MaxLength} bytes"),
                (Topics.Commands, $"{Command.MaxLength} bytes"),
                (Topics.Configurations, $"{ConfigurationMessage.MaxLength} bytes"),
                (Topics.UpdateStatus, $"{UpdateStatus.MaxLength} bytes"),
                (Topics.Updates,
                    $"{UpdateCommandMessage.MaxLength}, {FreshnessMessage.MaxLength}, {ManifestPart.MaxLength:N0} and "
                    + $"{UpdateChunk.MaxLength:N0} bytes")
            ])
        {
            Assert.Matches($@"(?m)^\| `{channel}` \|.*\| {text} \|$", Text);
        }
    }

    private static (string Name, long Number)[] ConstantsOf(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .Select(field => (field.Name, Convert.ToInt64(field.GetRawConstantValue())))
        .ToArray();
}
