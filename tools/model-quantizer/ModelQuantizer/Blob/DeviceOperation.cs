using Stethos.Inference;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>An operator of the blob before places are known.</summary>
public sealed class DeviceOperation(OperatorCode code, string name)
{
    public OperatorCode Code => code;

    /// <summary>The node it came from, for messages and reports.</summary>
    public string Name => name;

    public int Flags { get; set; }

    public int WeightOffset { get; set; }

    public int InputZero { get; set; }

    public int OtherZero { get; set; }

    public int OutputZero { get; set; }

    public int Low { get; set; } = sbyte.MinValue;

    public int High { get; set; } = sbyte.MaxValue;

    public float Ratio { get; set; }

    public DeviceBuffer? Input { get; set; }

    public DeviceBuffer? Other { get; set; }

    public DeviceBuffer? Output { get; set; }

    /// <summary>Distance from the buffer's beginning where it reads.</summary>
    public int InputStart { get; set; }

    /// <summary>Distance from the buffer's beginning where it writes.</summary>
    public int OutputStart { get; set; }

    public byte[] Weights { get; set; } = [];

    public byte[] Table { get; set; } = [];

    public int[] Parameters { get; set; } = new int[ModelFormat.ParameterCount];

    /// <summary>Bytes of scratch it needs to gather its window.</summary>
    public int Scratch { get; set; }
}
