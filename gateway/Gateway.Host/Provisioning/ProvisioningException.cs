using System;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>A node cannot be provisioned as asked; the message is one clear line for people.</summary>
internal sealed class ProvisioningException : Exception
{
    public ProvisioningException(string message)
        : base(message)
    {
    }

    public ProvisioningException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
