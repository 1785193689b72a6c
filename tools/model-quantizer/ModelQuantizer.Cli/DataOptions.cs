using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>Options that say where data lies and how to read it; several commands take them.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "Samples: a folder with one file each, or one .npy, .csv, .f32, .u8, .i8, .bin file with many; "
            + "pictures (.jpg, .png) one each.",
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        Description = "Classes: lines of name,…,class or one class per line.",
    };

    private readonly Option<string?> _type = new("--data-type") { Description = "Numbers of raw files: f32, u8 or i8." };
    private readonly Option<string?> _shape = new("--data-shape") { Description = "Shape of one sample in the files, such as 96,96,3." };
    private readonly Option<float> _scale = new("--data-scale") { DefaultValueFactory = _ => 1, Description = "Factor for each number." };
    private readonly Option<int> _zero = new("--data-zero") { Description = "Taken from each number before the factor." };
    private readonly Option<string?> _layout = new("--layout") { Description = "Layout of pictures in the files: nchw or nhwc." };
    private readonly Option<bool> _swap = new("--bgr") { Description = "The files hold blue first where the model wants red first." };
    private readonly Option<string[]> _dimensions = DimensionOption.Make();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _data, _labels, _type, _shape, _scale, _zero, _layout, _swap, _dimensions })
        {
            command.Options.Add(option);
        }
    }

    public IReadOnlyDictionary<string, long> Dimensions(ParseResult result, string file) =>
        DimensionOption.Parse(file, result.GetValue(_dimensions)!);

    /// <summary>Null without --data.</summary>
    public SampleFiles? Samples(ParseResult result, ModelGraph model)
    {
        if (result.GetValue(_data) is not { } path)
        {
            return null;
        }

        if (model.Inputs.Count != 1)
        {
            throw new ModelException(model.Provenance.File, $"the model has {model.Inputs.Count} inputs: --data serves one");
        }

        return SampleFiles.Open(path, model.Inputs[0], new SampleOptions
        {
            Type = TypeOf(path, result.GetValue(_type)),
            Shape = ShapeOf(path, result.GetValue(_shape)),
            Scale = result.GetValue(_scale),
            ZeroPoint = result.GetValue(_zero),
            Layout = LayoutOf(path, result.GetValue(_layout)),
            SwapRedAndBlue = result.GetValue(_swap),
        });
    }

    public string? LabelFile(ParseResult result) => result.GetValue(_labels);

    public bool AreGiven(ParseResult result) => result.GetValue(_data) is not null;

    /// <summary>Null without --labels.</summary>
    public LabelledSet? Labels(ParseResult result, ISampleSource? samples) =>
        samples is not null && result.GetValue(_labels) is { } path ? LabelledSet.Load(samples, path) : null;

    private static ElementType? TypeOf(string path, string? text) => text switch
    {
        null => null,
        "f32" => ElementType.Float,
        "u8" => ElementType.UInt8,
        "i8" => ElementType.Int8,
        _ => throw new ModelException(path, $"--data-type {text} is none of f32, u8, i8"),
    };

    private static Layout LayoutOf(string path, string? text) => text switch
    {
        null => Layout.Unspecified,
        "nchw" => Layout.ChannelsFirst,
        "nhwc" => Layout.ChannelsLast,
        _ => throw new ModelException(path, $"--layout {text} is none of nchw, nhwc"),
    };

    private static long[]? ShapeOf(string path, string? text) => text is null ? null : [.. text.Split(',').Select(part =>
        long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new ModelException(path, $"--data-shape {text} is no list of numbers"))];
}
