using System;
using System.Linq;
using Stethos.Protocol;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

/// <summary>
/// The parser of one kind of message: throws nothing, reads nothing outside, takes nothing over from the message before,
/// and what it accepts can be written again and is then the same.
/// </summary>
public abstract class MessageFuzz(MessageKindCode kind, ITestOutputHelper output)
{
    [Fact]
    public void Mutated_messages_are_refused_or_survive_being_written_again()
    {
        var golden = GoldenVector.Names.Select(name => GoldenVector.Load(name).Bytes).ToArray();
        var own = golden.Where(bytes => bytes.Length > 4 && bytes[4] == (byte)kind).ToArray();
        var mutator = new Mutator(new Random(FuzzRun.Seed), [.. own, .. own, .. own, .. own, .. golden]);
        var longest = MessageCodec.Of(kind).MaxLength + 8;
        var surroundings = new Surroundings(longest);
        var reused = MessageCodec.Of(kind);
        var accepted = 0;
        var refusals = new int[Enum.GetValues<FrameErrorCode>().Length];
        for (var i = 0; i < FuzzRun.Count; i++)
        {
            var input = mutator.Next(longest);
            try
            {
                var error = surroundings.Read(input, reused.Read);
                refusals[(int)error]++;
                if (error == FrameErrorCode.None)
                {
                    accepted++;
                    CheckAccepted(reused, input);
                }
            }
            catch (Exception fault)
            {
                Assert.Fail($"{FuzzRun.Describe(i, input)}\n{fault}");
            }
        }

        output.WriteLine(
            $"seed {FuzzRun.Seed}: {accepted} of {FuzzRun.Count} accepted; "
            + string.Join(", ", Enum.GetValues<FrameErrorCode>().Select(code => $"{code} {refusals[(int)code]}")));
        Assert.InRange(accepted, FuzzRun.Count / 100, FuzzRun.Count * 9 / 10);
    }

    private void CheckAccepted(MessageCodec reused, byte[] input)
    {
        var text = reused.Text();
        var fresh = MessageCodec.Of(kind);
        Assert.Equal(FrameErrorCode.None, fresh.Read(input));
        Assert.Equal(text, fresh.Text());
        var written = reused.Write();
        Assert.InRange(written.Length, 1, reused.MaxLength);
        Assert.Equal(FrameErrorCode.None, fresh.Read(written));
        Assert.Equal(text, fresh.Text());
        Assert.Equal(written, fresh.Write());
    }
}
