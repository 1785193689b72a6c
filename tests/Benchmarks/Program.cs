using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.Benchmarks.Codec;
using Stethos.Benchmarks.Device;
using Stethos.Benchmarks.Extraction;
using Stethos.Benchmarks.Footprint;
using Stethos.Benchmarks.Inference;
using Stethos.Benchmarks.Ingest;
using Stethos.Benchmarks.Kit;
using Stethos.Benchmarks.Quantizer;
using Stethos.Benchmarks.Update;

namespace Stethos.Benchmarks;

/// <summary>Measures figures side by side with their floors. Exit code 0 also when a goal is missed; 2 for wrong arguments.</summary>
internal static class Program
{
    private static readonly IBenchmark[] All =
    [
        new IngestBenchmark(), new InferenceBenchmark(), new FootprintBenchmark(), new ExtractionBenchmark(), new CodecBenchmark(),
        new DeviceBenchmark(), new QuantizerBenchmark(), new UpdateBenchmark()
    ];

    private static int Main(string[] arguments)
    {
        if (arguments is [BareBinding.Argument, ..])
        {
            return BareBinding.Run(arguments);
        }

        if (!TryParse(arguments, out var chosen, out var json))
        {
            Console.Error.WriteLine("./run bench [NAME] [--json FILE]; names:");
            foreach (var benchmark in All)
            {
                Console.Error.WriteLine($"  {benchmark.Name,-16} {benchmark.Purpose}");
            }

            return 2;
        }

        // Leaving through Exit ends the processes of a measurement, too.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(130));
        var report = new Report(Console.Out);
        var failed = false;
        foreach (var benchmark in chosen)
        {
            Console.Error.WriteLine($"bench: {benchmark.Name} ...");
            try
            {
                benchmark.Run(report);
            }
            catch (BenchmarkException wrong)
            {
                Console.Error.WriteLine($"bench: {benchmark.Name}: {wrong.Message}");
                failed = true;
            }
        }

        if (json is not null)
        {
            report.WriteJson(json);
        }

        return failed ? 3 : 0;
    }

    private static bool TryParse(string[] arguments, out IReadOnlyList<IBenchmark> chosen, out string? json)
    {
        List<IBenchmark> named = [];
        json = null;
        chosen = All;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json" && i + 1 < arguments.Length)
            {
                json = Path.GetFullPath(arguments[++i]);
            }
            else if (All.FirstOrDefault(benchmark => benchmark.Name == arguments[i]) is { } benchmark)
            {
                named.Add(benchmark);

                // What a quantized model runs on: the binding in the gateway, the kernels of devices.
                named.AddRange(All.Where(other => benchmark is QuantizerBenchmark && other is (InferenceBenchmark or DeviceBenchmark)));
            }
            else
            {
                return false;
            }
        }

        chosen = named.Count > 0 ? named : All;
        return true;
    }
}
