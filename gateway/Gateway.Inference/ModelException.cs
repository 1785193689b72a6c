using System;

namespace Stethos.Gateway.Inference;

/// <summary>A model file cannot be used; the message names the file, what is wanted and what was found.</summary>
public sealed class ModelException : Exception
{
    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
