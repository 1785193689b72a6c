using System;
using System.Linq;

namespace Stethos.ModelQuantizer;

/// <summary>A model that cannot be used: broken, hostile or not supported. The message is one line with file, place and cause.</summary>
public sealed class ModelException : Exception
{
    /// <param name="file">The file as the user named it.</param>
    /// <param name="problem">Place and cause, and what to do when that is known.</param>
    public ModelException(string file, string problem)
        : base(OneLine($"{file}: {problem}"))
    {
    }

    /// <param name="file">The file as the user named it.</param>
    /// <param name="problem">Place and cause.</param>
    /// <param name="innerException">What was caught.</param>
    public ModelException(string file, string problem, Exception innerException)
        : base(OneLine($"{file}: {problem}"), innerException)
    {
    }

    // Names come from the file and may hold anything.
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
