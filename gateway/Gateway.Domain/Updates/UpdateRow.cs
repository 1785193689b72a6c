using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Domain.Updates;

/// <summary>One release for one node, as it is stored. Times are UTC milliseconds.</summary>
public sealed record UpdateRow
{
    /// <summary>Row number, 0 before it is stored.</summary>
    public long Id { get; set; }

    public required DeviceKey Device { get; init; }

    /// <summary>SHA-256 of the manifest, 64 hexadecimal digits.</summary>
    public required string Release { get; init; }

    /// <summary>What it is called, for people; the bundle may be gone when the history is read.</summary>
    public required string Label { get; init; }

    public required long AskedMs { get; init; }

    public required long ChangedMs { get; init; }

    public required UpdatePhaseCode Phase { get; init; }

    /// <summary>Number of the node's reason, 0 = none.</summary>
    public int Reason { get; init; }

    public bool IsOpen => Phase < UpdatePhaseCode.Confirmed;
}
