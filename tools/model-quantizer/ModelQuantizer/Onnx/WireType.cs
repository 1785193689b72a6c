namespace Stethos.ModelQuantizer.Onnx;

/// <summary>Wire types of protocol buffers (protobuf.dev, "Encoding").</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
