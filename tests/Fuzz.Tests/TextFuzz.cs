using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

/// <summary>Topics, device ids and the will, against what they are defined to be.</summary>
public sealed class TextFuzz(ITestOutputHelper output)
{
    private const int Longest = 120;
    private const string Device = "00a1b2c3d4e5f607";

    [Fact]
    public void A_topic_is_taken_apart_only_when_it_is_one()
    {
        var corpus = ((string[])[Topics.Frames, Topics.Bursts, Topics.State, Topics.Acknowledgements, Topics.Commands])
            .Select(channel => Encoding.Latin1.GetBytes(Topics.Of("plant-1", "gw", Device, channel))).ToArray();
        var device = new byte[8];
        var accepted = Run(corpus, topic =>
        {
            var isTopic = Regex.IsMatch(topic, @"\Astethos/1/(.*/)?[0-9a-f]{16}/[a-z0-9-]{1,32}\z", RegexOptions.Singleline);
            Assert.Equal(isTopic, Topics.TryParse(topic, device, out var channel));
            Assert.Equal(isTopic ? topic[(topic.LastIndexOf('/') + 1)..] : "", channel);
            Assert.True(!isTopic || topic.EndsWith($"/{DeviceId.ToText(device, 0)}/{channel}", StringComparison.Ordinal));
            return isTopic;
        });
        output.WriteLine($"seed {FuzzRun.Seed}: {accepted} of {FuzzRun.Count} accepted");
    }

    [Fact]
    public void A_device_id_is_sixteen_lower_case_digits_and_nothing_else()
    {
        var id = new byte[8];
        var accepted = Run([.. ((string[])[Device, "0000000000000000", "ffffffffffffffff"]).Select(Encoding.Latin1.GetBytes)], text =>
        {
            var isId = Regex.IsMatch(text, @"\A[0-9a-f]{16}\z");
            Assert.Equal(isId, DeviceId.TryParse(text, id));
            Assert.True(!isId || DeviceId.ToText(id, 0) == text);
            return isId;
        });
        output.WriteLine($"seed {FuzzRun.Seed}: {accepted} of {FuzzRun.Count} accepted");
    }

    [Fact]
    public void The_will_is_its_eight_bytes_and_nothing_else()
    {
        var surroundings = new Surroundings(Longest);
        var will = Encoding.ASCII.GetBytes(StateMessage.OfflineText);
        var accepted = Run([will], text =>
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            var isWill = bytes.AsSpan().SequenceEqual(will);
            Assert.Equal(isWill, surroundings.Read(bytes, StateMessage.IsOffline));
            return isWill;
        });
        output.WriteLine($"seed {FuzzRun.Seed}: {accepted} of {FuzzRun.Count} accepted");
    }

    private static int Run(byte[][] corpus, Func<string, bool> check)
    {
        var mutator = new Mutator(new Random(FuzzRun.Seed), corpus);
        var accepted = 0;
        for (var i = 0; i < FuzzRun.Count; i++)
        {
            var input = mutator.Next(Longest);
            try
            {
                accepted += check(Encoding.Latin1.GetString(input)) ? 1 : 0;
            }
            catch (Exception fault)
            {
                Assert.Fail($"{FuzzRun.Describe(i, input)}\n{fault}");
            }
        }

        Assert.InRange(accepted, FuzzRun.Count / 100, FuzzRun.Count * 9 / 10);
        return accepted;
    }
}
