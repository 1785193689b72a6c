using System;

namespace Stethos.Gateway.Web;

/// <summary>The page server cannot start; the message is one sentence for the person who started it.</summary>
public sealed class WebServerException : Exception
{
    public WebServerException(string message) : base(message)
    {
    }

    public WebServerException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public WebServerException()
    {
    }
}
