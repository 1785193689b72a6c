using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>Brings the numbers of a file into the shape, layout and units of a model's input.</summary>
internal sealed class SampleLayout
{
    private static readonly int[] ToLast = [0, 2, 3, 1];
    private static readonly int[] ToFirst = [0, 3, 1, 2];
    private readonly string _path;
    private readonly SampleOptions _options;
    private readonly long[] _shape;
    private readonly int[]? _permutation;

    public SampleLayout(string path, Tensor input, SampleOptions options)
    {
        (_path, _options) = (path, options);
        _shape = input.KnownShape.ToArray();
        if (_shape.Length > 0 && _shape[0] != 1)
        {
            throw new ModelException(path, $"the model's input '{input.Name}' takes {_shape[0]} samples at a time: bind 1 with --dim");
        }

        var isPicture = _shape.Length == 4;
        if (!isPicture && (options.Layout != Layout.Unspecified || options.SwapRedAndBlue))
        {
            throw new ModelException(path, $"the model's input {input.KnownShape} is no picture: layout and channel order do not apply");
        }

        if (options.Layout != Layout.Unspecified && options.Layout != LayoutOf(input))
        {
            _permutation = options.Layout == Layout.ChannelsFirst ? ToLast : ToFirst;
        }

        FileShape = isPicture && _permutation is { } permutation ? Inverse(_shape, permutation) : _shape;
        Require(options.Shape, path);
    }

    /// <summary>Shape of a sample in the files, with a leading 1.</summary>
    public long[] FileShape { get; }

    public long ElementCount => _shape.Aggregate(1L, (product, size) => product * size);

    /// <exception cref="ModelException">A stated shape is not that of the model.</exception>
    public void Require(IReadOnlyList<long>? stated, string path)
    {
        if (stated is null || Same(stated, FileShape))
        {
            return;
        }

        var text = $"samples of shape [{string.Join(", ", stated)}] do not fit the model's input [{string.Join(", ", _shape)}]";
        var isOther = _shape.Length == 4 && (Same(stated, Inverse(_shape, ToLast)) || Same(stated, Inverse(_shape, ToFirst)));
        throw new ModelException(path, isOther ? $"{text}: the channels stand elsewhere, say so with --layout" : text);
    }

    public TensorData Apply(float[] values)
    {
        if (values.Length != ElementCount)
        {
            throw new ModelException(_path, $"a sample has {values.Length} numbers, the model's input {ElementCount}");
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (values[i] - _options.ZeroPoint) * _options.Scale;
        }

        var data = TensorData.Floats(values, FileShape);
        data = _permutation is { } permutation ? TensorTranspose.Of(data, permutation) : data;
        return _options.SwapRedAndBlue ? Swapped(data) : data;
    }

    // Three channels stand last or second.
    private TensorData Swapped(TensorData data)
    {
        var isLast = _shape[3] == 3;
        if (!isLast && _shape[1] != 3)
        {
            throw new ModelException(_path, "the model's input has no three channels to exchange");
        }

        var plane = (int)(_shape[2] * _shape[3]);
        var values = data.ToFloats();
        var swapped = values.Select((_, i) => isLast
            ? values[i - i % 3 + 2 - i % 3]
            : values[(2 - i / plane) * plane + i % plane]).ToArray();
        return TensorData.Floats(swapped, _shape);
    }

    private static Layout LayoutOf(Tensor input) => input.Layout != Layout.Unspecified ? input.Layout
        : input.KnownShape[3].Value <= 4 && input.KnownShape[1].Value > 4 ? Layout.ChannelsLast : Layout.ChannelsFirst;

    private static bool Same(IReadOnlyList<long> one, long[] other) =>
        one.SequenceEqual(other) || one.SequenceEqual(other.Skip(1));

    private static long[] Inverse(long[] shape, int[] permutation)
    {
        var source = new long[shape.Length];
        for (var i = 0; i < permutation.Length; i++)
        {
            source[permutation[i]] = shape[i];
        }

        return source;
    }
}
