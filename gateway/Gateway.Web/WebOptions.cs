namespace Stethos.Gateway.Web;

/// <summary>Where the page is served and from what.</summary>
public sealed record WebOptions
{
    /// <summary>TCP port, 0 to 65535; 0 takes a free one, see <see cref="WebServer.Address"/>.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>
    /// IP address to listen on. The default answers this machine only, because the page asks nobody who they are;
    /// <c>0.0.0.0</c> opens it to the network.
    /// </summary>
    public string BindAddress { get; init; } = "127.0.0.1";

    /// <summary>Folder of the built page (the one with <c>index.html</c>); when it is missing the API still serves.</summary>
    public string? WebRoot { get; init; }
}
