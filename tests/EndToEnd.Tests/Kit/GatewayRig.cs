using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Host.Serving;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>A gateway inside the test, with its own broker, folder and ports; it can be stopped and started again.</summary>
internal sealed class GatewayRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _text = new();
    private readonly TextWriter _log;
    private readonly ILoggerFactory _loggers;
    private GatewayInstance? _gateway;

    /// <param name="broker">HOST:PORT of a broker, null for one of the gateway's own.</param>
    public GatewayRig(string? broker = null)
    {
        Options = new GatewayOptions
        {
            DataFolder = _folder.Of("data"),
            Site = "demo",
            PagePort = FreePort.Next(),
            BrokerPort = FreePort.Next(),
            ExternalBroker = broker,
            ModelFile = Places.SampleModel,
            VisionModelFile = Places.SampleVisionModel
        };
        _log = TextWriter.Synchronized(_text);
        _loggers = LoggerFactory.Create(builder => builder
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddProvider(new LineLoggerProvider(_log, withStackTraces: true, TimeProvider.System)));
    }

    public GatewayOptions Options { get; }

    public GatewayInstance Gateway => _gateway!;

    /// <summary>What the gateway logged.</summary>
    public string Log
    {
        get
        {
            // The lock that a synchronised writer takes itself.
            lock (_log)
            {
                return _text.ToString();
            }
        }
    }

    public TemporaryFolder Folder => _folder;

    public async Task StartAsync() =>
        _gateway = await GatewayInstance.StartAsync(Options, _loggers, TimeProvider.System, CancellationToken.None);

    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
            _gateway = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _loggers.Dispose();
        _folder.Dispose();
    }
}
