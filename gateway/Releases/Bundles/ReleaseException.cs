using System;

namespace Stethos.Releases.Bundles;

/// <summary>A release that cannot be made or taken; the message says why, in words for the person who gave it.</summary>
public sealed class ReleaseException : Exception
{
    public ReleaseException(string message)
        : base(message)
    {
    }

    public ReleaseException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
