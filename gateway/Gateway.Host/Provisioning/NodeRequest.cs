namespace Stethos.Gateway.Host.Provisioning;

/// <summary>What a person asked for on the command line; not checked yet.</summary>
internal sealed record NodeRequest
{
    public required string Board { get; init; }

    /// <summary>16 hexadecimal digits; null = a new random one.</summary>
    public string? Device { get; init; }

    public required string Site { get; init; }

    public required string Gateway { get; init; }

    public string Name { get; init; } = "";

    public string Machine { get; init; } = "";

    /// <summary>HOST or HOST:PORT.</summary>
    public required string Broker { get; init; }

    /// <summary>Certificate file of the site's authority; null = no TLS.</summary>
    public string? AuthorityFile { get; init; }

    public string Ssid { get; init; } = "";

    /// <summary>File whose first line is the Wi-Fi password.</summary>
    public string? PasswordFile { get; init; }

    public int PeriodMs { get; init; } = 1000;

    public double ShaftHz { get; init; }

    /// <summary>LOW-HIGH in Hz.</summary>
    public string Envelope { get; init; } = "2000-5000";

    /// <summary>BPFO,BPFI,BSF,FTF per revolution; null = unknown.</summary>
    public string? Bearing { get; init; }

    /// <summary>Give a device that has a key a new one.</summary>
    public bool NewKey { get; init; }
}
