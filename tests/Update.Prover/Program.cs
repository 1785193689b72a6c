using System;
using System.Diagnostics;
using System.Linq;
using Stethos.Update.Prover.Sweeps;

namespace Stethos.Update.Prover;

/// <summary>Plays the suite and prints its figures: all of it, or with --quick what the tests run.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is ["--part", var part])
        {
            var breaches = (System.Collections.Generic.IReadOnlyList<string>)typeof(PlantedPlays).GetMethod(part)!.Invoke(null, [4])!;
            Console.WriteLine(string.Join(Environment.NewLine, breaches));
            return breaches.Count == 0 ? 0 : 1;
        }

        var isQuick = arguments.Contains("--quick");
        var place = Array.IndexOf(arguments, "--threads");
        var threads = place >= 0 && place + 1 < arguments.Length && int.TryParse(arguments[place + 1], out var wanted)
            ? Math.Max(1, wanted)
            : Environment.ProcessorCount;
        if (arguments.Any(argument => argument is not ("--quick" or "--threads") && !int.TryParse(argument, out _)))
        {
            Console.Error.WriteLine("usage: prove [--quick] [--threads N]");
            return 2;
        }

        var clock = Stopwatch.StartNew();
        var shown = TimeSpan.Zero;
        var tally = Suite.Run(!isQuick, threads, text =>
        {
            if (clock.Elapsed - shown > TimeSpan.FromSeconds(10))
            {
                shown = clock.Elapsed;
                Console.Error.WriteLine(text);
            }
        });
        Console.WriteLine(Report.Text(tally, clock.Elapsed, threads));
        return tally.BreachCount == 0 ? 0 : 1;
    }
}
