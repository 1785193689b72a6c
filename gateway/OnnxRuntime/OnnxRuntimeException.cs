using System;

namespace Stethos.OnnxRuntime;

/// <summary>The one exception of this project. The message names the model and repeats ONNX Runtime's own words.</summary>
public sealed class OnnxRuntimeException : Exception
{
    public OnnxRuntimeException(OrtErrorCode code, string message)
        : base(message)
    {
        Code = code;
    }

    public OnnxRuntimeException(OrtErrorCode code, string message, Exception innerException)
        : base(message, innerException)
    {
        Code = code;
    }

    /// <summary>ONNX Runtime's error number or one of this binding's own.</summary>
    public OrtErrorCode Code { get; }
}
