using System;

namespace Stethos.Mosquitto;

/// <summary>The one exception of this project; the message says what to do about it.</summary>
public sealed class MosquittoException : Exception
{
    public MosquittoException(MosquittoErrorCode code, string message)
        : base(message)
    {
        Code = code;
    }

    public MosquittoException(MosquittoErrorCode code, string message, Exception innerException)
        : base(message, innerException)
    {
        Code = code;
    }

    /// <summary>libmosquitto's error number or one of this binding's own.</summary>
    public MosquittoErrorCode Code { get; }

    /// <summary>Trying again later may succeed without anybody changing anything.</summary>
    public bool IsTransient => Code is MosquittoErrorCode.NoConnection or MosquittoErrorCode.ConnectionRefused
        or MosquittoErrorCode.ConnectionLost or MosquittoErrorCode.SystemCall or MosquittoErrorCode.NameResolution
        or MosquittoErrorCode.KeepAlive or MosquittoErrorCode.Lookup or MosquittoErrorCode.Timeout
        or MosquittoErrorCode.BrokerStopped;
}
