namespace Stethos.Gateway.Mqtt;

/// <summary>Where the gateway's broker is and which topics are the gateway's.</summary>
public sealed record SiteLinkOptions
{
    public required string Site { get; init; }

    public required string Gateway { get; init; }

    public string Host { get; init; } = "127.0.0.1";

    public required int Port { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    public string? TlsCaFile { get; init; }
}
