using System;
using System.Collections.Generic;
using Stethos.ModelQuantizer;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Shapes;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

/// <summary>
/// What holds for every model file: a graph or a <see cref="ModelException"/> in one line, and memory in proportion to the file.
/// </summary>
public abstract class ModelFuzz(ITestOutputHelper output)
{
    private const int Longest = 8192;
    private const int AllowedBytes = 256 * 1024;
    private const int AllowedBytesPerByte = 512;

    [Fact]
    public void Any_file_gives_a_graph_or_one_line()
    {
        var mutator = new Mutator(new Random(FuzzRun.Seed), Corpus());
        var count = FuzzRun.Count / 4;
        var good = 0;
        for (var i = 0; i < count; i++)
        {
            var input = mutator.Next(Longest);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Use(Parse(input));
                good++;
            }
            catch (ModelException exception)
            {
                Assert.DoesNotContain('\n', exception.Message);
                Assert.StartsWith("fuzz: ", exception.Message, StringComparison.Ordinal);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{FuzzRun.Describe(i, input)}: {exception}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(
                allocated <= AllowedBytes + AllowedBytesPerByte * (long)input.Length,
                $"{FuzzRun.Describe(i, input)}: {allocated} bytes allocated for {input.Length}");
        }

        output.WriteLine($"seed {FuzzRun.Seed}: {good} of {count} inputs gave a graph");
        Assert.InRange(good, 1, count - 1);
    }

    /// <summary>Small valid files.</summary>
    protected abstract IReadOnlyList<byte[]> Corpus();

    /// <summary>Reads a file named "fuzz".</summary>
    protected abstract ModelGraph Parse(byte[] file);

    /// <summary>What every reader of a graph may do with it.</summary>
    private static void Use(ModelGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            Assert.NotEmpty(node.ToString());
        }

        var copy = graph.Clone();
        copy.RemoveUnused();
        SupportCheck.Find(copy);
        ShapeInference.Run(copy);
    }
}
