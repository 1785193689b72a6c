using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Live;

namespace Stethos.Gateway.Web;

/// <summary>
/// Serves the page, the JSON API, live values, health and metrics of one site. Reads only through
/// <see cref="ISiteView"/>. Start once; disposing ends all streams and frees the port.
/// </summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly ISiteView _view;
    private readonly WebOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly LiveHub _live;
    private WebApplication? _app;
    private IDisposable? _files;
    private Uri? _address;
    private bool _disposed;

    /// <param name="view">The site to show.</param>
    /// <param name="options">Where to serve.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="loggers">Where to log; nowhere when left out.</param>
    public WebServer(ISiteView view, WebOptions options, TimeProvider time, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _view = view;
        _options = options;
        Time = time;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _logger = _loggers.CreateLogger("Stethos.Gateway.Web");
        _live = new LiveHub(view, time, _logger);
    }

    /// <summary>Where the page is, with the port really taken; valid after <see cref="StartAsync"/>.</summary>
    public Uri Address => _address ?? throw new InvalidOperationException("The server has not been started.");

    internal LiveHub Live => _live;

    internal TimeProvider Time { get; }

    /// <summary>All routes that are mapped, for the comparison with the API document.</summary>
    internal IEnumerable<RouteEndpoint> Routes =>
        _app?.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>() ?? [];

    /// <summary>Binds the port and starts serving.</summary>
    /// <exception cref="WebServerException">The address cannot be used; the message says why.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_app is not null)
        {
            throw new InvalidOperationException("The server has already been started.");
        }

        var endpoint = ParseEndpoint();
        (_app, _files) = WebPipeline.Build(new WebPipelineParts(_view, _live, endpoint, _options.WebRoot, Time, _loggers));
        await BindAsync(_app, endpoint, cancellationToken);
        _live.Start();
        _address = new Uri(_app.Urls.First());
        Log.Serving(_logger, _address);
        if (_files is null)
        {
            Log.PageMissing(_logger, _options.WebRoot ?? "(no folder given)");
        }
    }

    /// <summary>Ends live streams, lets short answers finish, frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _live.DisposeAsync();
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        _files?.Dispose();
    }

    private IPEndPoint ParseEndpoint()
    {
        if (_options.Port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new WebServerException($"The page needs a port from 0 to {IPEndPoint.MaxPort}, not {_options.Port}.");
        }

        if (!IPAddress.TryParse(_options.BindAddress, out var address))
        {
            throw new WebServerException(
                $"The page needs an IP address to listen on, such as 127.0.0.1 or 0.0.0.0, not '{_options.BindAddress}'.");
        }

        return new IPEndPoint(address, _options.Port);
    }

    private static async Task BindAsync(WebApplication app, IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new WebServerException(
                $"Port {endpoint.Port} on {endpoint.Address} is taken by another program; stop it or choose another port.",
                exception);
        }
        catch (SocketException exception)
        {
            throw new WebServerException(
                $"The page cannot be served on {endpoint}: {exception.SocketErrorCode switch
                {
                    SocketError.AccessDenied => "this user may not open that port",
                    SocketError.AddressNotAvailable => "this machine does not have that address",
                    _ => exception.Message,
                }}.",
                exception);
        }
    }
}
