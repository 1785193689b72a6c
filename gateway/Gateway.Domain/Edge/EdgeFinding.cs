namespace Stethos.Gateway.Domain.Edge;

/// <summary>What recomputing a node's verdict showed.</summary>
public enum EdgeFinding
{
    /// <summary>The frame has no verdict and its boot never had one.</summary>
    None,

    /// <summary>Not recomputed: only a sample is.</summary>
    NotChecked,

    /// <summary>Every bit is the same.</summary>
    Equal,

    /// <summary>A bit differs, or whether the window could be scored at all: tampering, a fault, or another arithmetic.</summary>
    Differs,

    /// <summary>The gateway has no blob of that name.</summary>
    UnknownModel,

    /// <summary>The sensor's frames of this boot had verdicts before, and this one has none.</summary>
    Missing,

    /// <summary>The verdict's bytes make no sense.</summary>
    Unreadable
}
