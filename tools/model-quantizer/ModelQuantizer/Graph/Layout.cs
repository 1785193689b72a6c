namespace Stethos.ModelQuantizer.Graph;

/// <summary>
/// What the dimensions of a tensor mean. Operators follow ONNX, so activations of convolutions and pools are
/// <see cref="ChannelsFirst"/>; importers write Transpose nodes where their source says otherwise, and mark what they know.
/// </summary>
public enum Layout
{
    /// <summary>The meaning of the dimensions is not known or does not matter.</summary>
    Unspecified = 0,

    /// <summary>Batch, channels, then space: NCHW, NCW.</summary>
    ChannelsFirst = 1,

    /// <summary>Batch, space, channels: NHWC, NWC.</summary>
    ChannelsLast = 2,
}
