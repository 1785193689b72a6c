namespace Stethos.ModelQuantizer.Size.Tiers;

/// <summary>What runs a model on a tier.</summary>
public enum TierRuntime
{
    /// <summary>firmware/Inference: a model blob of codes, interpreted.</summary>
    Device = 0,

    /// <summary>ONNX Runtime on the gateway: the ONNX file itself, codes or numbers.</summary>
    OnnxRuntime = 1,
}
