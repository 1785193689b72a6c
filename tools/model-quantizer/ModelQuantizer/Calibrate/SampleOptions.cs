using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>How to read data files. A value is (number in the file − zero point) · scale.</summary>
public sealed record SampleOptions
{
    /// <summary>Elements of raw files; null to go by the extension (.f32, .u8, .i8) or the length.</summary>
    public ElementType? Type { get; init; }

    public float Scale { get; init; } = 1;

    public int ZeroPoint { get; init; }

    /// <summary>Shape of one sample in the files when it is not the model's.</summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>Layout of pictures in the files when it is not the model's; Unspecified when it is.</summary>
    public Layout Layout { get; init; }

    /// <summary>Exchanges the first and the last of three channels (files with blue first).</summary>
    public bool SwapRedAndBlue { get; init; }
}
