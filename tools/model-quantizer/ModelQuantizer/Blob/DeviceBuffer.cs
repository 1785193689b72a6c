namespace Stethos.ModelQuantizer.Blob;

/// <summary>A range of the arena and when it is in use: from the operator that writes it first to the one that reads it last.</summary>
public sealed class DeviceBuffer(string name, int length)
{
    /// <summary>Tensor it was made for.</summary>
    public string Name => name;

    /// <summary>Bytes.</summary>
    public int Length => length;

    /// <summary>First operator that writes it; −1 for inputs.</summary>
    public int First { get; set; } = int.MaxValue;

    /// <summary>Last operator that reads it; the number of operators for outputs.</summary>
    public int Last { get; set; } = -1;

    /// <summary>Place in the arena, given by the plan.</summary>
    public int Place { get; set; }
}
