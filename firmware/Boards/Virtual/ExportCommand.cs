using System;
using System.CommandLine;
using System.IO;
using Stethos.Hal.Virtual.Recordings;

namespace Stethos.Boards.Virtual;

/// <summary>
/// `export`: frames of recordings and generated machines as text, made by the same firmware and parts that run live,
/// for training and evaluation.
/// </summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var jobs = new Option<FileInfo>("--jobs")
        {
            Description = "CSV: group,label,recording,fault,shaft_hz,severity,seed,noise,windows (recording or fault).",
            Required = true
        };
        var output = new Option<FileInfo>("--out") { Description = "Text file: group;label;frame as hex.", Required = true };
        var command = new Command("export", "Writes the feature frames of recordings and generated machines.") { jobs, output };
        command.SetAction(result =>
        {
            try
            {
                Export(result.GetValue(jobs)!, result.GetValue(output)!);
                return 0;
            }
            catch (Exception wrong) when (wrong is RecordingException or FormatException or IOException)
            {
                Console.Error.WriteLine($"stethos-virtual-board export: {wrong.Message}");
                return 2;
            }
        });
        return command;
    }

    private static void Export(FileInfo jobs, FileInfo output)
    {
        var lines = File.ReadAllLines(jobs.FullName);
        using var writer = new StreamWriter(output.FullName);
        var written = 0;
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
            {
                continue;
            }

            var job = ExportJob.Parse(lines[i], jobs.Name, i + 1);
            foreach (var frame in new FrameExporter(job).Frames())
            {
                writer.WriteLine($"{job.Group};{job.Label};{Convert.ToHexStringLower(frame)}");
                written++;
            }

            if (!Console.IsErrorRedirected)
            {
                Console.Error.Write($"\r{i}/{lines.Length - 1} jobs, {written} frames");
            }
        }

        Console.Error.WriteLine($"\r{written} frames from {jobs.Name} written to {output.Name}");
    }
}
