using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Edge;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Edge;

/// <summary>
/// Recomputes what models on nodes said, from the stored bytes of the frame, with the node's own source. One thread at a
/// time. <paramref name="draw"/> gives numbers from 0 to below 1 that a node cannot foresee; a frame is recomputed when its
/// number lies below <paramref name="share"/>.
/// </summary>
public sealed class EdgeReplay(EdgeModels models, double share, Func<double> draw)
{
    private const int Remembered = 10_000;
    private readonly FeatureFrame _frame = new();
    private readonly EdgeVerdict _verdict = new();
    private readonly EdgeVerdict _own = new();
    private readonly MessageReader _reader = new();
    private readonly HashSet<(DeviceKey Device, uint Boot, int Sensor)> _hadVerdict = [];

    /// <summary>Looks at one stored feature frame.</summary>
    public EdgeResult Look(FrameRow row)
    {
        var bytes = row.Payload;
        var source = (row.Id.Device, row.Id.Boot, row.Sensor);
        if (!_verdict.Read(bytes, 0, bytes.Length, _reader))
        {
            var absent = _reader.Error != FrameErrorCode.None ? EdgeFinding.Unreadable
                : _hadVerdict.Contains(source) ? EdgeFinding.Missing
                : EdgeFinding.None;
            return new EdgeResult(row, absent, 0, 0, [], null);
        }

        Remember(source);
        var codes = CodesOf(_verdict);
        EdgeResult Result(EdgeFinding finding, byte[]? expected = null) =>
            new(row, finding, _verdict.Model, _verdict.Suppressed, codes, expected);
        if (models.Find(_verdict.Model) is not { } scorer)
        {
            return Result(EdgeFinding.UnknownModel);
        }

        if (share < 1 && draw() >= share)
        {
            return Result(EdgeFinding.NotChecked);
        }

        if (_frame.Read(bytes, 0, bytes.Length, _reader) != FrameErrorCode.None)
        {
            return Result(EdgeFinding.Unreadable);
        }

        scorer.Score(_frame, _own);
        var expected = CodesOf(_own);
        return Result(codes.SequenceEqual(expected) ? EdgeFinding.Equal : EdgeFinding.Differs, expected);
    }

    private void Remember((DeviceKey Device, uint Boot, int Sensor) source)
    {
        if (_hadVerdict.Count >= Remembered)
        {
            _hadVerdict.Clear();
        }

        _hadVerdict.Add(source);
    }

    private static byte[] CodesOf(EdgeVerdict verdict)
    {
        var codes = new byte[verdict.OutputCount];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = verdict.Output(i);
        }

        return codes;
    }
}
