using System;

namespace Stethos.ModelQuantizer;

/// <summary>A model that cannot be used: broken, hostile or not supported. The message is one line with file, place and cause.</summary>
public sealed class ModelException : Exception
{
    /// <param name="file">The file as the user named it.</param>
    /// <param name="problem">Place and cause, and what to do when that is known.</param>
    public ModelException(string file, string problem)
        : base($"{file}: {problem}")
    {
    }

    /// <param name="file">The file as the user named it.</param>
    /// <param name="problem">Place and cause.</param>
    /// <param name="innerException">What was caught.</param>
    public ModelException(string file, string problem, Exception innerException)
        : base($"{file}: {problem}", innerException)
    {
    }
}
