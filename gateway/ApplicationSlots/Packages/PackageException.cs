using System;

namespace Stethos.ApplicationSlots.Packages;

/// <summary>A package cannot be taken; the message is one line for people that names the file or field and the cause.</summary>
public sealed class PackageException : Exception
{
    public PackageException(string message)
        : base(message)
    {
    }

    public PackageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
