namespace Stethos.ModelQuantizer.Graph;

/// <summary>Where a graph came from.</summary>
/// <param name="File">Path or name as given by the user; opens error messages.</param>
/// <param name="Format">"onnx", "tflite" or "made".</param>
/// <param name="Producer">The tool that wrote the file, as the file says; may be empty.</param>
/// <param name="FormatVersion">ONNX opset or TFLite schema version.</param>
/// <param name="FileBytes">Size of the file with its external data; 0 when made.</param>
/// <param name="Sha256">Of the file, lower-case hexadecimal; empty when made.</param>
public sealed record Provenance(string File, string Format, string Producer, int FormatVersion, long FileBytes, string Sha256)
{
    public static Provenance Made { get; } = new("(made)", "made", "", 0, 0, "");
}
