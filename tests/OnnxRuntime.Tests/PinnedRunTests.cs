using System;
using System.Threading;
using System.Threading.Tasks;
using Xunit.Abstractions;

namespace Stethos.OnnxRuntime.Tests;

public sealed class PinnedRunTests(ITestOutputHelper output)
{
    private const int Seed = 20_260;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Result_equals_plain_arithmetic(int batchSize)
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");
        using PinnedRun run = session.PrepareRun(batchSize);
        float[] x = RandomInput(batchSize);
        x.CopyTo(run.Input());

        run.Run();

        Assert.Equal([batchSize, SmallModel.Inputs], run.InputShape(0));
        AssertClose(SmallModel.Expected(x), run.Output());
    }

    [Fact]
    public void Thousand_runs_allocate_nothing()
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");
        using PinnedRun run = session.PrepareRun(8);
        float[] x = RandomInput(8);
        float sum = 0;
        for (int i = 0; i < 100; i++)
        {
            sum += FillRunRead(run, x);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            sum += FillRunRead(run, x);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        Assert.NotEqual(0, sum);
    }

    [Fact]
    public void Buffers_stay_in_place_through_a_compacting_collection()
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");
        using PinnedRun run = session.PrepareRun(2);
        for (int round = 0; round < 3; round++)
        {
            float[] x = RandomInput(2, Seed + round);
            x[0] = round;
            x.CopyTo(run.Input());
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            run.Run();
            AssertClose(SmallModel.Expected(x), run.Output());
        }
    }

    [Fact]
    public void Prepared_run_outlives_its_session()
    {
        OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");
        using PinnedRun run = session.PrepareRun(1);
        session.Dispose();
        float[] x = [1, 2, 3, 4];
        x.CopyTo(run.Input());

        run.Run();

        AssertClose(SmallModel.Expected(x), run.Output());
        Assert.Throws<ObjectDisposedException>(() => session.PrepareRun(1));
    }

    [Fact]
    public void Disposed_run_refuses_to_run()
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");
        PinnedRun run = session.PrepareRun(1);
        run.Dispose();
        run.Dispose();

        Assert.Throws<ObjectDisposedException>(run.Run);
    }

    [Fact]
    public void Runs_of_one_session_work_at_the_same_time()
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");
        int finished = 0;
        Parallel.For(0, 8, worker =>
        {
            using PinnedRun run = session.PrepareRun(4);
            float[] x = RandomInput(4, Seed + worker);
            float[] expected = SmallModel.Expected(x);
            for (int i = 0; i < 200; i++)
            {
                x.CopyTo(run.Input());
                run.Run();
                AssertClose(expected, run.Output());
            }

            Interlocked.Increment(ref finished);
        });

        Assert.Equal(8, finished);
    }

    [Fact]
    public void Reading_a_buffer_as_another_type_is_a_programmer_error()
    {
        using OrtSession session = OrtSession.FromBytes(SmallModel.Bytes(), "small");
        using PinnedRun run = session.PrepareRun(1);

        Assert.Throws<InvalidOperationException>(() => run.Input<int>(0).Length);
        Assert.Throws<InvalidOperationException>(() => run.Output<double>(0).Length);
    }

    private static float FillRunRead(PinnedRun run, float[] x)
    {
        x.CopyTo(run.Input());
        run.Run();
        return run.Output()[0] + run.Output()[^1];
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5f);
        }
    }

    private float[] RandomInput(int batchSize, int seed = Seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        float[] x = new float[batchSize * SmallModel.Inputs];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (random.NextSingle() * 4) - 2;
        }

        return x;
    }
}
