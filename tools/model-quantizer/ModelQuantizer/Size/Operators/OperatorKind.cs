namespace Stethos.ModelQuantizer.Size.Operators;

/// <summary>Operators as a device runs them: what costs the same per unit of work has one kind.</summary>
public enum OperatorKind
{
    /// <summary>Convolution over all channels in one or two dimensions.</summary>
    Convolution = 0,

    /// <summary>Convolution of each channel by itself.</summary>
    Depthwise = 1,

    /// <summary>Matrix of constants times rows.</summary>
    FullyConnected = 2,

    /// <summary>Average or largest of a window, of the whole map too.</summary>
    Pool = 3,

    /// <summary>Sum of two tensors of one shape.</summary>
    Add = 4,

    Softmax = 5,

    /// <summary>One element in, one out: activations that are not fused, other scales.</summary>
    Lookup = 6,

    /// <summary>Elements only change place: concat, pad, slice, transpose.</summary>
    Copy = 7,

    /// <summary>The device runtime has no kernel for it; ONNX Runtime has.</summary>
    Other = 8,
}
