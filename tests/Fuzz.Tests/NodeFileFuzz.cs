using System;
using System.Linq;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

/// <summary>
/// The parser of a node's file: throws nothing, and what it accepts can be written again and is then the same. Half of the inputs
/// get a right checksum, so that the fields behind it are reached.
/// </summary>
public sealed class NodeFileFuzz(ITestOutputHelper output)
{
    private const int ChecksumLength = 4;

    [Fact]
    public void Mutated_files_are_refused_or_survive_being_written_again()
    {
        var random = new Random(FuzzRun.Seed);
        var mutator = new Mutator(random, Enumerable.Range(0, 8).Select(index => Write(Make(index))).ToArray());
        var refusals = new int[Enum.GetValues<NodeFileCode>().Length];
        for (var i = 0; i < FuzzRun.Count; i++)
        {
            var input = mutator.Next(NodeFile.MaxLength + 8);
            if (random.Next(2) == 0)
            {
                Seal(input);
            }

            try
            {
                NodeFile file = new();
                var code = file.Read(input, 0, input.Length, new CborReader());
                refusals[(int)code]++;
                if (code == NodeFileCode.Ok)
                {
                    CheckAccepted(file);
                }
            }
            catch (Exception fault)
            {
                Assert.Fail($"{FuzzRun.Describe(i, input)}\n{fault}");
            }
        }

        output.WriteLine($"seed {FuzzRun.Seed}: "
            + string.Join(", ", Enum.GetValues<NodeFileCode>().Select(code => $"{code} {refusals[(int)code]}")));
        Assert.InRange(refusals[(int)NodeFileCode.Ok], FuzzRun.Count / 100, FuzzRun.Count * 9 / 10);
    }

    private static void CheckAccepted(NodeFile file)
    {
        file.Check();
        var written = Write(file);
        NodeFile again = new();
        Assert.Equal(NodeFileCode.Ok, again.Read(written, 0, written.Length, new CborReader()));
        Assert.Equal(written, Write(again));
    }

    private static byte[] Write(NodeFile file)
    {
        var buffer = new byte[NodeFile.MaxLength];
        var length = file.Write(buffer, 0, buffer.Length, new CborWriter());
        Assert.InRange(length, 1, NodeFile.MaxLength);
        return buffer[..length];
    }

    private static void Seal(byte[] input)
    {
        var length = input.Length - ChecksumLength;
        for (var i = 0; length > 0 && i < ChecksumLength; i++)
        {
            input[length + i] = (byte)(Crc32.Compute(input, 0, length) >> (8 * i));
        }
    }

    private static NodeFile Make(int index)
    {
        NodeFile file = new()
        {
            Board = "esp32-wroom-32-rev-a", Site = "plant", Gateway = "gw1", Name = "node-" + index, Machine = "Pump",
            Host = "broker.plant", Port = 1883 + index, PeriodMs = 1000 << index, ShaftMilliHz = 29_950,
            EnvelopeLowHz = 2000, EnvelopeHighHz = 5000, Authority = new byte[index * 100],
            Ssid = index % 2 == 0 ? "" : "hall", Password = index % 2 == 0 ? "" : "12345678"
        };
        for (var i = 0; i < file.Key.Length; i++)
        {
            file.Key[i] = (byte)(i + index);
        }

        file.Device[0] = (byte)(index + 1);
        return file;
    }
}
