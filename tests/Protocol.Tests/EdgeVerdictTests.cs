using System;
using System.Linq;
using System.Text.Json;
using Stethos.Testing;

namespace Stethos.Protocol.Tests;

/// <summary>Field 18 of a feature frame: put behind a written frame, found again, and what gives way.</summary>
public sealed class EdgeVerdictTests
{
    private readonly MessageReader _reader = new();

    [Theory]
    [InlineData("verdicts/scored", "features-one-axis")]
    [InlineData("verdicts/unscored", "features-plainest")]
    [InlineData("verdicts/longest", "features-three-axis-longest")]
    public void Put_behind_a_golden_frame_it_gives_the_golden_bytes(string name, string frame)
    {
        var golden = GoldenVector.Load(name);
        var buffer = new byte[FeatureFrame.MaxLength];
        var bytes = GoldenVector.Load(frame).Bytes;
        bytes.CopyTo(buffer, 0);
        var length = VerdictOf(golden).Append(buffer, bytes.Length, _reader);
        Assert.Equal(Convert.ToHexStringLower(golden.Bytes), Convert.ToHexStringLower(buffer.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("verdicts/scored")]
    [InlineData("verdicts/unscored")]
    [InlineData("verdicts/longest")]
    public void Reading_the_golden_bytes_gives_the_values_and_the_frame_stays_readable(string name)
    {
        var golden = GoldenVector.Load(name);
        var expected = VerdictOf(golden);
        var verdict = new EdgeVerdict();
        Assert.True(verdict.Read(golden.Bytes, 0, golden.Bytes.Length, _reader));
        Assert.Equal(
            (expected.Model, expected.Suppressed, expected.OutputCount), (verdict.Model, verdict.Suppressed, verdict.OutputCount));
        Assert.All(Enumerable.Range(0, expected.OutputCount), i => Assert.Equal(expected.Output(i), verdict.Output(i)));
        Assert.Equal(FrameErrorCode.None, new FeatureFrame().Read(golden.Bytes, 0, golden.Bytes.Length, _reader));
    }

    [Fact]
    public void The_longest_frame_with_the_longest_verdict_has_exactly_200_bytes()
    {
        Assert.Equal(FeatureFrame.MaxLength, GoldenVector.Load("verdicts/longest").Bytes.Length);
    }

    [Fact]
    public void A_frame_without_one_has_none_and_that_is_no_fault()
    {
        var bytes = GoldenVector.Load("features-one-axis").Bytes;
        Assert.False(new EdgeVerdict().Read(bytes, 0, bytes.Length, _reader));
        Assert.Equal(FrameErrorCode.None, _reader.Error);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public void A_verdict_of_the_wrong_length_is_a_fault(int length)
    {
        var bytes = GoldenVector.Load("features-one-axis").Bytes.ToList();
        bytes[0]++;
        bytes.Add(Field.Verdict);
        bytes.Add((byte)(0x40 | length));
        bytes.AddRange(new byte[length]);
        Assert.False(new EdgeVerdict().Read([.. bytes], 0, bytes.Count, _reader));
        Assert.NotEqual(FrameErrorCode.None, _reader.Error);
    }

    [Fact]
    public void Where_even_without_mean_acceleration_there_is_no_room_the_frame_stays_as_it_was()
    {
        var bytes = GoldenVector.Load("features-three-axis-longest").Bytes;
        var before = (byte[])bytes.Clone();
        var verdict = new EdgeVerdict { Model = 1 };
        verdict.SetOutput([1, 2, 3, 4], 0, 4);
        Assert.Equal(0, verdict.Append(bytes, bytes.Length, _reader));
        Assert.Equal(before, bytes);
    }

    [Fact]
    public void Values_out_of_range_saturate_or_are_programming_errors()
    {
        Assert.Equal(255, new EdgeVerdict { Suppressed = 300 }.Suppressed);
        Assert.Throws<ArgumentException>(() => new EdgeVerdict { OutputCount = 5 });
    }

    private static EdgeVerdict VerdictOf(GoldenVector vector)
    {
        using var document = JsonDocument.Parse(vector.Json);
        var json = document.RootElement.GetProperty("verdict");
        var verdict = new EdgeVerdict
        {
            Model = Convert.ToUInt32(json.GetProperty("model").GetString(), 16),
            Suppressed = json.GetProperty("suppressed").GetInt32()
        };
        var outputs = json.GetProperty("outputs").EnumerateArray().Select(one => one.GetByte()).ToArray();
        verdict.SetOutput(outputs, 0, outputs.Length);
        return verdict;
    }
}
