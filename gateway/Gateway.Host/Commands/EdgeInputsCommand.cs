using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Stethos.Edge;
using Stethos.Gateway.Domain.Edge;
using Stethos.Gateway.Host.Serving;
using Stethos.Protocol;
using Command = System.CommandLine.Command;

namespace Stethos.Gateway.Host.Commands;

/// <summary>
/// `edge-inputs`: turns exported frames into the codes that a model on a node sees, and with a blob into its output codes, by
/// the code that nodes run.
/// </summary>
internal static class EdgeInputsCommand
{
    public static Command Make()
    {
        var frames = new Argument<FileInfo>("frames") { Description = "Text file: group;label;frame as hex." };
        var output = new Option<FileInfo>("--out") { Description = "CSV: group,label, then codes.", Required = true };
        var model = new Option<FileInfo?>("--model") { Description = "Blob (.nqm): writes its output codes behind the inputs." };
        var command = new Command("edge-inputs", "Writes what models on nodes see of exported frames.") { frames, output, model };
        command.SetAction(result =>
        {
            try
            {
                Write(result.GetValue(frames)!, result.GetValue(output)!, result.GetValue(model));
                return 0;
            }
            catch (Exception wrong) when (wrong is IOException or FormatException or GatewayException)
            {
                Console.Error.WriteLine($"stethos edge-inputs: {wrong.Message}");
                return 2;
            }
        });
        return command;
    }

    private static void Write(FileInfo frames, FileInfo output, FileInfo? model)
    {
        var scorer = model is null ? null : EdgeModelFiles.Load(model.FullName);
        var frame = new FeatureFrame();
        var reader = new MessageReader();
        var verdict = new EdgeVerdict();
        var codes = new byte[EdgeInput.Count];
        var number = 0;
        using var writer = new StreamWriter(output.FullName);
        writer.WriteLine("group,label," + string.Join(',', Enumerable.Range(0, codes.Length).Select(i => $"code{i}"))
            + string.Concat(Enumerable.Range(0, scorer?.OutputCount ?? 0).Select(i => $",output{i}")));
        foreach (var line in File.ReadLines(frames.FullName))
        {
            number++;
            var fields = line.Split(';');
            if (fields.Length != 3)
            {
                throw new FormatException($"{frames.Name} line {number}: 3 fields wanted");
            }

            var bytes = Convert.FromHexString(fields[2]);
            var error = frame.Read(bytes, 0, bytes.Length, reader);
            if (error != FrameErrorCode.None)
            {
                throw new FormatException($"{frames.Name} line {number}: {error}");
            }

            if (!EdgeInput.TryFill(frame, codes))
            {
                continue;
            }

            scorer?.Score(frame, verdict);
            var outputs = Enumerable.Range(0, scorer?.OutputCount ?? 0).Select(i => verdict.Output(i));
            writer.WriteLine($"{fields[0]},{fields[1]},{string.Join(',', codes.Concat(outputs))}");
        }
    }
}
