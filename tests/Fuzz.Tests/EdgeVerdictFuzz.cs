using System;
using System.Linq;
using Stethos.Protocol;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

/// <summary>
/// The verdict in a feature frame: reading throws nothing, reads nothing outside and takes nothing over from the frame before; what
/// was read and is put behind the frame without it is read again the same.
/// </summary>
public sealed class EdgeVerdictFuzz(ITestOutputHelper output)
{
    private readonly MessageReader _reader = new();
    private readonly EdgeVerdict _verdict = new();

    [Fact]
    public void Mutated_frames_have_a_verdict_that_survives_being_written_again_or_none()
    {
        var verdicts = new[] { "scored", "unscored", "longest" }.Select(name => GoldenVector.Load("verdicts/" + name).Bytes).ToArray();
        var golden = GoldenVector.Names
            .Select(name => GoldenVector.Load(name).Bytes).Where(bytes => bytes.Length <= FeatureFrame.MaxLength);
        var mutator = new Mutator(
            new Random(FuzzRun.Seed), [.. Enumerable.Repeat(verdicts, 30).SelectMany(all => all), .. golden]);
        var surroundings = new Surroundings(FeatureFrame.MaxLength + 8);
        var (found, damaged) = (0, 0);
        for (var i = 0; i < FuzzRun.Count; i++)
        {
            var input = mutator.Next(FeatureFrame.MaxLength + 8);
            try
            {
                var read = surroundings.Read(input, Read);
                damaged += read.Error == FrameErrorCode.None ? 0 : 1;
                if (read.IsFound)
                {
                    found++;
                    CheckFound(input, read);
                }
            }
            catch (Exception fault)
            {
                Assert.Fail($"{FuzzRun.Describe(i, input)}\n{fault}");
            }
        }

        output.WriteLine($"seed {FuzzRun.Seed}: {found} of {FuzzRun.Count} with a verdict, {damaged} damaged");
        Assert.InRange(found, FuzzRun.Count / 100, FuzzRun.Count * 9 / 10);
    }

    private (bool IsFound, FrameErrorCode Error, string Text) Read(byte[] buffer, int offset, int count)
    {
        var isFound = _verdict.Read(buffer, offset, count, _reader);
        Assert.False(isFound && _reader.Error != FrameErrorCode.None);
        return (isFound, _reader.Error, isFound ? Text(_verdict) : "");
    }

    private void CheckFound(byte[] input, (bool IsFound, FrameErrorCode Error, string Text) read)
    {
        Read(input, 0, input.Length);
        var frame = GoldenVector.Load("features-one-axis").Bytes;
        var buffer = new byte[FeatureFrame.MaxLength];
        frame.CopyTo(buffer, 0);
        var length = _verdict.Append(buffer, frame.Length, _reader);
        var again = new EdgeVerdict();
        Assert.True(again.Read(buffer, 0, length, _reader));
        Assert.Equal(read.Text, Text(again));
    }

    private static string Text(EdgeVerdict verdict) => $"{verdict.Model:x8} {verdict.Suppressed} "
        + string.Join(' ', Enumerable.Range(0, verdict.OutputCount).Select(i => verdict.Output(i)));
}
