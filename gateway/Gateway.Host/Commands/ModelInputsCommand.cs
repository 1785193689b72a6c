using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Protocol;
using Command = System.CommandLine.Command;

namespace Stethos.Gateway.Host.Commands;

/// <summary>
/// `model-inputs`: turns exported frames into the numbers a model sees, by the code the live gateway uses, so that
/// training and scoring cannot drift apart.
/// </summary>
internal static class ModelInputsCommand
{
    public static Command Make()
    {
        var frames = new Argument<FileInfo>("frames") { Description = "Text file: group;label;frame as hex." };
        var output = new Option<FileInfo>("--out") { Description = "CSV: group,label, then the inputs.", Required = true };
        var command = new Command("model-inputs", "Writes the model inputs of exported frames.") { frames, output };
        command.SetAction(result =>
        {
            try
            {
                Write(result.GetValue(frames)!, result.GetValue(output)!);
                return 0;
            }
            catch (Exception wrong) when (wrong is IOException or FormatException)
            {
                Console.Error.WriteLine($"stethos model-inputs: {wrong.Message}");
                return 2;
            }
        });
        return command;
    }

    private static void Write(FileInfo frames, FileInfo output)
    {
        var frame = new FeatureFrame();
        var reader = new MessageReader();
        var inputs = new float[ModelInput.Count];
        var number = 0;
        var unfit = 0;
        using var writer = new StreamWriter(output.FullName);
        writer.WriteLine("group,label," + string.Join(',', ModelInput.Names));
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

            if (!ModelInput.TryFill(frame, inputs))
            {
                unfit++;
                continue;
            }

            var values = inputs.Select(value => value.ToString("G9", CultureInfo.InvariantCulture));
            writer.WriteLine($"{fields[0]},{fields[1]},{string.Join(',', values)}");
        }

        Console.Error.WriteLine($"{number - unfit} windows written, {unfit} not fit for scoring");
    }
}
