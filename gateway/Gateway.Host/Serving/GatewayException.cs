using System;

namespace Stethos.Gateway.Host.Serving;

/// <summary>The gateway cannot start; the message is one clear line for people.</summary>
internal sealed class GatewayException : Exception
{
    public GatewayException(string message)
        : base(message)
    {
    }

    public GatewayException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
