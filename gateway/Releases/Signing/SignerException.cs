using System;

namespace Stethos.Releases.Signing;

/// <summary>A key that cannot be made or may not sign; the message says why and what to do, in words for its holder.</summary>
public sealed class SignerException : Exception
{
    public SignerException(string message)
        : base(message)
    {
    }

    public SignerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
