namespace Stethos.OnnxRuntime;

/// <summary>Error numbers: 0 to 14 are ONNX Runtime's <c>OrtErrorCode</c>, 1000 and up are this binding's.</summary>
public enum OrtErrorCode
{
    Ok = 0,
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    NoModel = 4,
    EngineError = 5,
    RuntimeException = 6,
    InvalidProtobuf = 7,
    ModelLoaded = 8,
    NotImplemented = 9,
    InvalidGraph = 10,
    ExecutionProviderFail = 11,
    ModelLoadCanceled = 12,
    ModelRequiresCompilation = 13,
    NotFound = 14,

    /// <summary>The native library was not found or cannot be loaded.</summary>
    LibraryMissing = 1000,

    /// <summary>The native library is older than the interface used here.</summary>
    LibraryTooOld = 1001,
}
