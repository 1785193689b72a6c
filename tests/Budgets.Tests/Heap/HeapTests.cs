using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Budgets.Tests.Payload;
using Stethos.Hal.Virtual.Memory;
using Xunit.Abstractions;

namespace Stethos.Budgets.Tests.Heap;

/// <summary>The managed heap of a node without PSRAM, from the recorder and from what was measured on the interpreter.</summary>
public sealed class HeapTests(ITestOutputHelper output)
{
    // Tables of the 12 class libraries of a T1 program (docs/device-results.md lists them), as the interpreter prints them.
    private const int LibraryTableBytes = 11658;

    // Measured with 20 class libraries and an MQTT application: 100 KB of heap had 79 KB free at start. Of the 21 KB taken, 19.4 KB
    // were tables; the rest is the CLR and the libraries' own objects.
    private const int RuntimeBytes = (21 * 1024) - 19866;

    // A socket with TLS over it, its address and certificate object; the certificate's own bytes come on top. Estimated by the fields.
    private const int SocketBytes = 500;

    // The thread of capture, storage and supervisor, and the watchdog's, measured on the interpreter; the link has the main thread,
    // below three calls of the board's program.
    private const int ThreadBytes = (2 * 968) + (3 * 216);

    // Hal.NanoFramework and the node's life on a board: measured tables, objects estimated by their fields.
    private const int DeviceTableBytes = 1124;
    private const int DeviceObjectBytes = 2100;

    // What opening a file allocates while it lasts: stream, record, path and a builder for it. Estimated by the fields.
    private const int OpenFileBytes = 800;

    // The sample model with its gate, measured: docs/device-results.md, "The model on the node".
    private const int ModelWithGateBytes = 10956;

    /// <summary>
    /// Measured on the interpreter (32-bit, float Math) with the whole node; the figures include the small objects of the measuring
    /// program.
    /// </summary>
    [Theory]
    [InlineData("outbox", 9228)]
    [InlineData("capture", 3744)]
    [InlineData("capture loop", 5016)]
    [InlineData("link loop", 2916)]
    [InlineData("MQTT", 1104)]
    public void The_recorder_agrees_with_the_interpreter(string part, int measuredBytes)
    {
        HeapPart found = new T1Node(new NodeSizes(256, 256, 16, 4, 12, 1024)).Measure().Single(item => item.Name == part);
        output.WriteLine($"{found.Name}: {found.Bytes} recorded, {measuredBytes} measured");

        Assert.InRange(found.Bytes, measuredBytes * 0.95, measuredBytes * 1.05);
    }

    [Fact]
    public void A_window_of_three_axes_costs_what_the_interpreter_says()
    {
        // An object of 15 fields, an array of three references, three arrays of 1,024 floats: measured 12,600 bytes.
        Assert.Equal(12600, new NanoHeap([typeof(ThreeWindows).Assembly]).Add(new ThreeWindows()));
    }

    [Fact]
    public void The_node_of_T1_stays_within_its_heap()
    {
        NodeSizes sizes = NodeSizes.OfTier("T1");
        T1Node node = new(sizes);
        T1Build build = T1Build.Current;
        IReadOnlyList<HeapPart> peak = node.Measure();
        for (int i = 0; i < 20; i++)
        {
            for (int step = 0; step < 150; step++)
            {
                node.Step(10);
            }

            IReadOnlyList<HeapPart> now = node.Measure();
            peak = now.Sum(part => part.Bytes) > peak.Sum(part => part.Bytes) ? now : peak;
        }

        Assert.True(node.State.Counters[Protocol.NodeCounters.FramesMade] > 1);
        HeapPart[] all =
        [
            new("tables of 12 class libraries", LibraryTableBytes), new("CLR and objects of libraries", RuntimeBytes),
            new("socket", SocketBytes), new("threads", ThreadBytes), new("tables of the device layer", DeviceTableBytes),
            new("objects of the device layer", DeviceObjectBytes),
            new("tables of the fixed part", build.FixedSize.Heap.Bytes), new("tables of the payload", build.PayloadSize.Heap.Bytes),
            .. peak,
            new("calls under way", T1Calls.DeepestBytes(build.Images, output)), new("a file being opened", OpenFileBytes)
        ];
        int sum = all.Sum(part => part.Bytes);
        string table = string.Join(Environment.NewLine, all.Select(part => $"{part.Bytes,7}  {part.Name}"));
        output.WriteLine($"{sum} of {sizes.HeapBytes} bytes; the goal is {build.Tier.ManagedHeapBytes}");
        output.WriteLine(table);

        Assert.True(sum <= sizes.HeapBytes, $"{sum} bytes of heap, {sizes.HeapBytes} are allowed:{Environment.NewLine}{table}");

        // When this fails there is room for a model: load it, and take inference/without out of hardware/tiers/T1.json.
        Assert.InRange(sizes.HeapBytes - sum, 0, ModelWithGateBytes - 1);
    }
}
