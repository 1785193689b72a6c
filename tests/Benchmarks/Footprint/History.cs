using System;
using System.IO;
using Stethos.Benchmarks.Kit;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Storage;
using Stethos.Protocol;

namespace Stethos.Benchmarks.Footprint;

/// <summary>Writes a store as a gateway leaves it behind: states, frames and verdicts of many nodes, all of them scored.</summary>
internal static class History
{
    private const string ScoringCursor = "scored";
    private const long StepMs = 10_000;

    /// <summary>Returns the size of the store in MB (10^6 bytes).</summary>
    public static double Write(string folder, int nodes, int framesPerNode)
    {
        var file = Path.Combine(folder, "stethos.db");
        var now = TimeProvider.System.GetUtcNow();
        using (var store = SqliteStore.Open(file, now))
        using (var writer = store.OpenWriter())
        {
            var start = now.ToUnixTimeMilliseconds() - framesPerNode * StepMs;
            AddStates(writer, nodes, framesPerNode, start);
            AddFrames(writer, nodes, framesPerNode, start);
            writer.Commit();
        }

        return new FileInfo(file).Length / 1e6;
    }

    private static void AddStates(StoreWriter writer, int nodes, int framesPerNode, long timeMs)
    {
        var state = new StateMessage { Firmware = "0.1.0", Board = "virtual-rev-a", Machine = "pump", SensorCount = 1, Oldest = 1 };
        state.Sensors[0].Part = "adxl1002";
        state.Sensors[0].Axes = 3;
        state.Sensors[0].SampleRateHz = 12_800;
        state.Sensors[0].WindowLength = 8192;
        var buffer = new byte[StateMessage.MaxLength];
        for (var node = 0; node < nodes; node++)
        {
            var device = FrameSource.Device(node);
            state.Key.SetDevice(device, 0);
            state.Key.Boot = 1;
            state.Key.Sequence = (uint)framesPerNode;
            state.Key.TimeMs = (ulong)timeMs;
            state.Name = "node-" + GatewayProcess.Text(node + 1);
            var length = state.Write(buffer, 0, buffer.Length, new CborWriter());
            writer.AddNode(DeviceKey.FromBytes(device), timeMs, buffer[..length]);
        }
    }

    private static void AddFrames(StoreWriter writer, int nodes, int framesPerNode, long startMs)
    {
        var source = new FrameSource();
        var buffer = new byte[FeatureFrame.MaxLength];
        float[] probabilities = [0.97f, 0.01f, 0.01f, 0.01f];
        for (var sequence = 1; sequence <= framesPerNode; sequence++)
        {
            var timeMs = startMs + sequence * StepMs;
            var row = 0L;
            for (var node = 0; node < nodes; node++)
            {
                var id = FrameSource.Device(node);
                var length = source.Encode(id, 1, (uint)sequence, (ulong)timeMs, buffer);
                var device = DeviceKey.FromBytes(id);
                var frame = new FrameRow(
                    new FrameId(device, 1, (uint)sequence), MessageKindCode.Features, 0, timeMs, timeMs, buffer[..length]);
                writer.Add(frame);
                writer.Add(new Verdict(frame.Row, device, 0, timeMs, "healthy", probabilities, []), "bearing-condition 1");
                row = frame.Row;
            }

            writer.SetCursor(ScoringCursor, row);
            if (sequence % 50 == 0)
            {
                writer.Commit();
            }
        }
    }
}
