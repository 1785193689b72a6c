using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Benchmarks.Kit;
using Stethos.Gateway.Updates.Sessions;
using Stethos.Update.Transfer;
using Stethos.UpdateFleet;

namespace Stethos.Benchmarks.Update;

/// <summary>
/// What an update of 200 nodes takes on the air, against sending the whole image to each: one process, simulated time, seeded
/// losses. A message to all counts once.
/// </summary>
internal sealed class UpdateBenchmark : IBenchmark
{
    private const int Seed = 20261121;
    private const int Nodes = 200;
    private const int Size = 200 * 1024;
    private static readonly double[] Losses = [0.02, 0.20];

    public string Name => "update";

    public string Purpose => "bytes on the air and time of an update of 200 nodes; what a signature costs a node; the prover";

    public void Run(Report report)
    {
        var noise = FleetImage.OfRandomBytes(Seed, Size);
        foreach (var loss in Losses)
        {
            var at = loss.ToString("P0", CultureInfo.InvariantCulture);
            Measure(report, $"update: {Nodes} nodes, {at} loss, repair symbols", noise, loss, new HandOutOptions(Seed: Seed), 1.6);
            Measure(
                report, $"update: {Nodes} nodes, {at} loss, union of what is missing", noise, loss,
                new HandOutOptions(IsRepairing: false, Seed: Seed), null);
            Measure(
                report, $"update: {Nodes} nodes, {at} loss, each alone", noise, loss,
                new HandOutOptions(IsBroadcasting: false, Seed: Seed), null);
        }

        // Code packs; the noise above does not. A model-only update is the same with other bytes.
        var assembly = File.ReadAllBytes(typeof(ChunkReceiver).Assembly.Location);
        Measure(
            report, $"update: {Nodes} nodes, 2 % loss, an assembly of {assembly.Length} B, repair symbols",
            new FleetImage(Seed, assembly), 0.02, new HandOutOptions(Seed: Seed), null);
        var row = typeof(RepairDecoder).Assembly.GetType("Stethos.Update.Transfer.SymbolRow")!;
        report.Add("update: repair symbols: IL for each byte added", IlCount.Of(row, "AddPayload", 1024) / 1024.0, "IL");
        SignatureFigures.Add(report);
        SignatureCost.Measure(report);
        ProverFigures.Add(report);
    }

    private static void Measure(Report report, string name, FleetImage image, double loss, HandOutOptions handOut, double? most)
    {
        var run = new FleetRun(image, new FleetOptions(Nodes, loss, Seed, handOut));
        if (!run.Run(TimeSpan.FromHours(24)))
        {
            throw new BenchmarkException($"{name}: not every node has the image after a day");
        }

        if (!run.Nodes.All(node => node.ContentOf(0).AsSpan().SequenceEqual(image.Bytes[0])))
        {
            throw new BenchmarkException($"{name}: a node holds other bytes than were sent");
        }

        var goal = most is { } limit ? Goal.AtMost(limit) : null;
        report.Add($"{name}: chunks and symbols", run.InImages(run.ImageBytes), "x image", goal);
        report.Add($"{name}: manifest bundle", run.InImages(run.BundleBytes), "x image");
        report.Add($"{name}: commands to each node", run.InImages(run.OfferedBytes), "x image");
        report.Add($"{name}: statuses of all nodes", run.InImages(run.BytesUp), "x image");
        var down = run.ImageBytes + run.BundleBytes + run.OfferedBytes;
        report.Add($"{name}: all from the gateway / whole image to each", (double)down / image.Size / Nodes, "ratio");
        report.Add($"{name}: simulated time at 20 kB/s", run.ElapsedMs / 1000.0, "s");
    }
}
