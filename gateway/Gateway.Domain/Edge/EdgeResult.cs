using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Domain.Edge;

/// <summary>
/// A node's verdict on one window and what recomputing it showed. <paramref name="Codes"/> are the node's output codes,
/// 0 to 255, none when it could not score the window; <paramref name="Expected"/> the gateway's, null when it did not compute.
/// </summary>
public sealed record EdgeResult(
    FrameRow Frame, EdgeFinding Finding, uint Model, int Suppressed, byte[] Codes, byte[]? Expected)
{
    /// <summary>How far from healthy, 0 to 1; null when the node did not score the window.</summary>
    public double? FaultScore => Codes.Length == 0 ? null : (Codes.Length == 1 ? Codes[0] : 255 - Codes[0]) / 255.0;
}
