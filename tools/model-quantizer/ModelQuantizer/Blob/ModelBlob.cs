using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>A compiled model.</summary>
/// <param name="Bytes">What the device gets.</param>
/// <param name="Program">Operators, buffers and places, for reports.</param>
/// <param name="Form">The same model for ONNX Runtime; in arithmetic B both give the same codes.</param>
public sealed record ModelBlob(byte[] Bytes, DeviceProgram Program, ModelGraph Form);
