using System;

namespace Stethos.Gateway.Updates.Self;

/// <summary>The operating system cannot be updated, or not be asked; the message is one line for people.</summary>
public sealed class RaucException : Exception
{
    public RaucException(string message)
        : base(message)
    {
    }

    public RaucException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
