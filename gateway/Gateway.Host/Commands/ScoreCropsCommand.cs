using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Inference;

namespace Stethos.Gateway.Host.Commands;

/// <summary>`score-crops`: what a model says of raw pictures, by the code and runtime of the live gateway.</summary>
internal static class ScoreCropsCommand
{
    public static Command Make()
    {
        var model = new Argument<FileInfo>("model") { Description = "ONNX model for crops." };
        var pictures = new Argument<FileInfo>("pictures") { Description = "Raw grey, 96 × 96 bytes each." };
        var output = new Option<FileInfo>("--out") { Description = "CSV: one probability per label.", Required = true };
        var command = new Command("score-crops", "Writes a model's answers for raw pictures.") { model, pictures, output };
        command.SetAction(result =>
        {
            try
            {
                Write(result.GetValue(model)!.FullName, result.GetValue(pictures)!.FullName, result.GetValue(output)!.FullName);
                return 0;
            }
            catch (Exception wrong) when (wrong is IOException or ModelException)
            {
                Console.Error.WriteLine($"stethos score-crops: {wrong.Message}");
                return 2;
            }
        });
        return command;
    }

    private static void Write(string model, string pictures, string output)
    {
        using var scorer = OrtScorer.Load(model, InputContract.Crop);
        using var pixels = File.OpenRead(pictures);
        using var writer = new StreamWriter(output);
        var picture = new byte[InputContract.Crop.Width];
        var inputs = new float[picture.Length];
        var probabilities = new float[scorer.Facts.Labels.Count];
        writer.WriteLine(string.Join(',', scorer.Facts.Labels));
        while (pixels.ReadAtLeast(picture, picture.Length, throwOnEndOfStream: false) == picture.Length)
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i] = picture[i];
            }

            scorer.Score(inputs, 1, probabilities);
            writer.WriteLine(string.Join(',', probabilities.Select(value => value.ToString("G9", CultureInfo.InvariantCulture))));
        }
    }
}
