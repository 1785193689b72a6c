using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Gateway.Domain.Edge;
using Stethos.Gateway.Domain.Frames;
using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Signals;
using Stethos.Protocol;
using Stethos.Testing;
using Stethos.Testing.Edge;
using Xunit.Abstractions;

namespace Stethos.Boards.Virtual.Tests.Edge;

/// <summary>
/// What a whole virtual board says of its windows, from its converter to the bytes in its outbox, is to the bit what the gateway
/// makes of those bytes.
/// </summary>
public sealed class EdgeEqualityTests(ITestOutputHelper output)
{
    private const int WindowsPerRecording = 20;
    private readonly EdgeModels _models = new();

    [Fact]
    public void Every_window_of_generated_machines_is_scored_to_the_same_bit()
    {
        var jobs = from fault in new[] { MachineFault.None, MachineFault.Outer, MachineFault.Inner, MachineFault.Ball }
                   from machine in Enumerable.Range(0, 4)
                   select new ExportJob(
                       "own", fault.ToString(), "", fault, 17 + 7.3 * machine, 0.1 + 0.25 * machine, (ulong)(900 + machine), 0.0006, 12);
        Check(jobs, "generated machines", 4 * 4 * 12);
    }

    [Fact]
    public void Every_window_of_the_shared_recordings_is_scored_to_the_same_bit()
    {
        var shared = Environment.GetEnvironmentVariable("STETHOS_SHARED")
            ?? Path.Combine(Path.GetDirectoryName(RepositoryFiles.Root)!, "shared");
        var folder = Path.Combine(shared, "data", "vibration");
        if (!Directory.Exists(folder))
        {
            output.WriteLine($"{folder} is not there: nothing compared");
            return;
        }

        var files = Directory.GetFiles(folder, "*.f32", SearchOption.AllDirectories)
            .Where(IsRecording).Order(StringComparer.Ordinal).ToArray();
        Check(
            files.Select(file => new ExportJob("shared", "", file, MachineFault.None, 0, 0, 1, 0, WindowsPerRecording)),
            $"{files.Length} recordings", files.Length * WindowsPerRecording);
        Assert.NotEmpty(files);
    }

    [Fact]
    public void Gating_leaves_out_most_of_a_calm_machine_and_what_it_sends_says_how_much()
    {
        var job = new ExportJob("own", "none", "", MachineFault.None, 25, 0, 5, 0.0005, 60);
        var replay = MakeReplay();
        var results = new FrameExporter(job, SampleEdgeModel.Blob(), isEdgeGating: true).Frames()
            .Select((frame, i) => replay.Look(Row(frame, i))).ToArray();
        Assert.All(results, result => Assert.Equal(EdgeFinding.Equal, result.Finding));
        Assert.Equal(Enumerable.Range(1, 60).Select(n => (uint)n), results.Select(result => result.Frame.Id.Sequence));
        var windows = results.Length + results.Sum(result => result.Suppressed);
        output.WriteLine($"{results.Length} frames for {windows} windows");
        Assert.InRange(windows, 200, 260);
    }

    private static bool IsRecording(string file)
    {
        try
        {
            Recording.Load(file);
            return true;
        }
        catch (RecordingException)
        {
            return false;
        }
    }

    private static FrameRow Row(byte[] frame, int sequence)
    {
        var read = new FeatureFrame();
        Assert.Equal(FrameErrorCode.None, read.Read(frame, 0, frame.Length, new MessageReader()));
        var id = new FrameId(DeviceKey.FromBytes(read.Key.Device), read.Key.Boot, read.Key.Sequence);
        return new FrameRow(id, MessageKindCode.Features, read.Sensor, sequence, sequence, frame);
    }

    private EdgeReplay MakeReplay()
    {
        _models.Add(SampleEdgeModel.Blob(), "bearing-edge");
        return new EdgeReplay(_models, 1, () => 0);
    }

    private void Check(IEnumerable<ExportJob> jobs, string what, int expected)
    {
        var replay = MakeReplay();
        var findings = new Dictionary<EdgeFinding, int>();
        var outputs = new HashSet<string>();
        foreach (var job in jobs)
        {
            var number = 0;
            foreach (var frame in new FrameExporter(job, SampleEdgeModel.Blob()).Frames())
            {
                var result = replay.Look(Row(frame, number++));
                findings[result.Finding] = findings.GetValueOrDefault(result.Finding) + 1;
                outputs.Add(Convert.ToHexString(result.Codes));
                Assert.True(
                    result.Finding == EdgeFinding.Equal,
                    $"{job.Recording}{job.Fault} window {number}: {result.Finding}, {Convert.ToHexString(result.Codes)}, "
                    + Convert.ToHexString(result.Expected ?? []));
            }
        }

        output.WriteLine($"{what}: {expected} windows, {outputs.Count} different outputs, all equal");
        Assert.Equal(expected, findings.GetValueOrDefault(EdgeFinding.Equal));
    }
}
