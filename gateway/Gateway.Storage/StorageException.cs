using System;

namespace Stethos.Gateway.Storage;

/// <summary>The store cannot be used; the message names file, cause and what to do, fit to be shown to people.</summary>
public sealed class StorageException : Exception
{
    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
