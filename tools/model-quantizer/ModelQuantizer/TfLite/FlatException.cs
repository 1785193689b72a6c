using System;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>Bytes that are no valid FlatBuffer, or a model that cannot be imported; the reader adds the file.</summary>
internal sealed class FlatException(string problem) : Exception(problem);
