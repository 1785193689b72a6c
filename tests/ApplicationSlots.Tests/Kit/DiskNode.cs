namespace Stethos.ApplicationSlots.Tests.Kit;

/// <summary>A file, link or folder: what programs see, and what a power cut is sure to leave.</summary>
internal sealed class DiskNode
{
    /// <summary>Content of a file as programs see it; null for anything else.</summary>
    public byte[]? Content { get; set; }

    /// <summary>Content that was synced.</summary>
    public byte[] Durable { get; set; } = [];

    /// <summary>Target of a link; null for anything else.</summary>
    public string? Target { get; init; }

    public bool IsFolder => Content is null && Target is null;

    public DiskNode Copy() => new() { Content = Content, Durable = Durable, Target = Target };
}
