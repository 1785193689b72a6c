using System;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>Bytes that are no valid message; caught by the reader, which adds the file.</summary>
internal sealed class WireException(int offset, string problem) : Exception($"byte {offset}: {problem}");
