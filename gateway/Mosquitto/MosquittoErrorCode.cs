namespace Stethos.Mosquitto;

/// <summary>
/// Error numbers: 0 to 31 are libmosquitto's own (<c>mosquitto.h</c>, <c>MOSQ_ERR_*</c>), 1000 and up are this binding's.
/// </summary>
public enum MosquittoErrorCode
{
    Success = 0,
    OutOfMemory = 1,
    Protocol = 2,
    InvalidArgument = 3,
    NoConnection = 4,
    ConnectionRefused = 5,
    NotFound = 6,
    ConnectionLost = 7,
    Tls = 8,
    PayloadSize = 9,
    NotSupported = 10,
    Authentication = 11,
    AccessDenied = 12,
    Unknown = 13,

    /// <summary>A system call failed, for example because nobody listens on the port.</summary>
    SystemCall = 14,

    /// <summary>The host name could not be resolved.</summary>
    NameResolution = 15,
    Proxy = 16,
    MalformedUtf8 = 18,
    KeepAlive = 19,
    Lookup = 20,
    MalformedPacket = 21,
    TlsHandshake = 23,
    OversizePacket = 25,
    Timeout = 27,

    /// <summary>The native library is not installed.</summary>
    LibraryMissing = 1000,

    /// <summary>The broker program is not installed.</summary>
    BrokerMissing = 1001,

    /// <summary>Another program listens on the broker's port.</summary>
    PortInUse = 1002,

    /// <summary>The broker program could not be started, or stopped by itself.</summary>
    BrokerStopped = 1003,

    /// <summary>The broker refused a subscription.</summary>
    SubscriptionRefused = 1004,
}
