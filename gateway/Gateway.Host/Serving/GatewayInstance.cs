using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Domain.Edge;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Ingest;
using Stethos.Gateway.Host.Provisioning;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Host.Updates;
using Stethos.Gateway.Inference;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Storage;
using Stethos.Gateway.Updates.Cache;
using Stethos.Gateway.Updates.Pacing;
using Stethos.Gateway.Updates.Releases;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Gateway.Web;
using Stethos.Mosquitto;
using Stethos.Releases.Bundles;

namespace Stethos.Gateway.Host.Serving;

/// <summary>
/// One running gateway: the wiring of store, broker, session, ingest, model and page. Everything is checked and
/// prepared in <see cref="StartAsync"/>, in that order; disposing goes the other way round.
/// </summary>
internal sealed class GatewayInstance : IAsyncDisposable
{
    private const long LargestCache = 512L << 20;
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(10);
    private readonly GatewayOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly SiteMemory _site;
    private SqliteStore? _store;
    private KeySetShelf? _keySets;
    private MosquittoBroker? _broker;
    private OrtScorer? _scorer;
    private OrtScorer? _cropScorer;
    private EdgeModels _edgeModels = new();
    private SiteLink? _link;
    private IngestLoop? _ingest;
    private SiteView? _view;
    private WebServer? _web;

    private GatewayInstance(GatewayOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        _site = new SiteMemory { Keys = ReadKeys(options.KeysFile) };
        _options = options;
        _loggers = loggers;
        _time = time;
        _log = loggers.CreateLogger("stethos");
    }

    /// <summary>The site as pages see it.</summary>
    public ISiteView View => _view!;

    /// <summary>Address of the page.</summary>
    public Uri Address => _web!.Address;

    /// <summary>Process number of the supervised broker, 0 when there is none.</summary>
    public int BrokerProcessId => _broker?.ProcessId ?? 0;

    /// <exception cref="GatewayException">One clear line why it cannot run.</exception>
    public static async Task<GatewayInstance> StartAsync(
        GatewayOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellation)
    {
        options.Check();
        var instance = new GatewayInstance(options, loggers, time);
        try
        {
            instance.OpenStore();
            instance._keySets = instance.OpenKeySets();
            instance.LoadModel();
            instance.StartBroker(cancellation);
            instance.StartIngest();
            await instance.StartPageAsync(cancellation).ConfigureAwait(false);
            Log.Started(instance._log, options.Gateway, options.Site, instance.Address, options.Broker.Port);
            return instance;
        }
        catch (Exception fault)
        {
            await instance.DisposeAsync().ConfigureAwait(false);
            if (fault is StorageException or ModelException or MosquittoException or WebServerException or IOException
                or UnauthorizedAccessException)
            {
                throw new GatewayException(fault.Message, fault);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_web is not null)
        {
            await _web.DisposeAsync().ConfigureAwait(false);
        }

        _ingest?.Dispose();
        _link?.Dispose();
        _broker?.Dispose();
        _view?.Dispose();
        _scorer?.Dispose();
        _cropScorer?.Dispose();
        _store?.Dispose();
    }

    private void OpenStore()
    {
        _store = SqliteStore.Open(_options.DatabaseFile, _time.GetUtcNow());
        _site.Problem = _store.Problem;
        if (_store.Problem is not null)
        {
            Log.StoreProblem(_log, _store.Problem);
        }
    }

    private void LoadModel()
    {
        var owner = _keySets!.Newest?.File.Keys;
        if (_options.ModelFile is not null)
        {
            _scorer = ModelFiles.Load("--model", _options.ModelFile, owner, InputContract.Window);
        }

        _edgeModels = EdgeModelFiles.LoadAll(_options.EdgeModels);
        if (_options.VisionModelFile is not null)
        {
            _cropScorer = ModelFiles.Load("--vision-model", _options.VisionModelFile, owner, InputContract.Crop);
        }
    }

    private void StartBroker(CancellationToken cancellation)
    {
        if (_options.ExternalBroker is not null)
        {
            return;
        }

        _broker = new MosquittoBroker(new MosquittoBrokerOptions
        {
            Directory = Path.Combine(_options.DataFolder, "broker"),
            Port = _options.BrokerPort,
            MaxInFlight = 10_000,
            TimeProvider = _time
        })
        {
            Error = fault => Log.BrokerFault(_log, fault.Message)
        };
        _broker.Start();
        if (!_broker.WaitReady(BrokerPatience, cancellation))
        {
            throw new GatewayException(
                $"the broker on port {_options.BrokerPort} does not answer: {_broker.LastError?.Message ?? "no cause known"}");
        }
    }

    private Retention StartRetention(StoreWriter writer)
    {
        var disk = new DriveInfo(Path.GetFullPath(_options.DataFolder));
        var retention = new Retention(_options.Keep, writer, _site, () => Retention.FreeOf(disk), _time, _log);
        using var reader = _store!.OpenReader();
        retention.Start(reader);
        return retention;
    }

    private void StartIngest()
    {
        var restore = new SiteRestore(_site, _store!, _scorer, _cropScorer, _options.Owner);
        restore.Load();
        var inbound = new InboundQueue(20_000);
        var (host, port) = _options.Broker;
        _link = new SiteLink(
            new SiteLinkOptions { Site = _options.Site, Gateway = _options.Gateway, Host = host, Port = port }, inbound, _time)
        {
            Fault = fault => Log.LinkFault(_log, fault.Message)
        };
        var sender = new NodeSender(_site, _link, _time);
        var configurations = new ConfigurationDesk(_site, sender, _time);
        var writer = _store!.OpenWriter();
        var lateMs = (long)_options.LateAfter.TotalMilliseconds;
        var started = _time.GetUtcNow();
        var identity = new SiteIdentity(_options.Site, _options.Gateway, started, _scorer?.Facts.Title ?? "no model", lateMs)
        {
            Start = new StartWatch(_site, restore.HeardLast(), started, _time)
        };
        var alerts = new AlertRecorder(_site, writer, _log);
        var updates = StartUpdates(alerts, lateMs);
        var live = new LiveFacts(
            () => _link.IsConnected, () => _broker?.RestartCount ?? 0,
            (device, sensor) => sender.RequestBurst(device, sensor),
            (device, sensor) => sender.RequestCrop(device, sensor, null, null))
        {
            Configure = configurations.Want,
            Identify = sender.Identify,
            Updates = updates.View
        };
        _view = new SiteView(_site, _store.OpenReader(), identity, live, _time);
        var bursts = new BurstScheduler(_site, sender, _options.BurstPeriod, lateMs);
        var crops = new CropScheduler(_site, sender, _options.CropPeriod, lateMs);
        var parts = new IngestParts
        {
            Site = _site,
            Store = _store,
            Writer = writer,
            Restore = restore,
            Inbound = inbound,
            Scoring = _scorer is null ? null : new ScoringStage(_site, writer, _scorer, alerts),
            Edge = new EdgeStage(_site, alerts, _edgeModels, new EdgeReplay(_edgeModels, _options.EdgeShare, RandomShare)),
            Upkeep = new UpkeepStage(_site, alerts, _time),
            Pictures = new PictureStage(_site, writer, alerts, crops),
            Crops = new CropStage(_site, writer, _cropScorer, alerts, crops),
            Sender = sender,
            Configurations = configurations,
            Periodic = new PeriodicTurns(_site, sender, bursts, crops, configurations, new SilenceWatch(_site, lateMs), _time),
            Updates = updates.Desk,
            Retention = StartRetention(writer),
            Time = _time
        };
        _ingest = new IngestLoop(parts, _log, _view.Notify);
        _ingest.Start();
        _link.Start();
    }

    private (UpdateDesk Desk, SiteUpdates View) StartUpdates(AlertRecorder alerts, long lateMs)
    {
        var shelf = new ReleaseShelf(new ContentCache(Path.Combine(_options.DataFolder, "releases"), LargestCache, _time));
        foreach (var (name, problem) in shelf.Load())
        {
            Log.ReleaseUnusable(_log, name, problem);
        }

        _edgeModels.Further = name => ShelvedModels.Find(shelf, name);
        var parts = new UpdateDeskParts
        {
            Site = _site,
            Link = _link!,
            Shelf = shelf,
            KeySets = _keySets!,
            AccessPoints = ReadAccessPoints(),
            LateMs = lateMs,
            Orders = new UpdateOrders(_options.Site, _site.Keys, _time),
            Alarm = new UpdateAlarm(_site, alerts),
            Time = _time
        };
        var desk = new UpdateDesk(parts);
        using var reader = _store!.OpenReader();
        desk.Load(reader);
        return (desk, new SiteUpdates(parts, desk, new BoardRooms(Places.Boards)));
    }

    private KeySetShelf OpenKeySets()
    {
        var keySets = new KeySetShelf(Path.Combine(_options.DataFolder, "key-sets"));
        foreach (var problem in keySets.Problems)
        {
            Log.KeySetUnusable(_log, problem);
        }

        try
        {
            if (_options.KeySetFile is { } file)
            {
                keySets.Add(File.ReadAllBytes(file));
            }
        }
        catch (ReleaseException wrong)
        {
            throw new GatewayException($"--key-set {_options.KeySetFile}: {wrong.Message}", wrong);
        }

        if (keySets.Newest is null && _options.KeysFile is not null)
        {
            Log.NoKeySet(_log);
        }

        return keySets;
    }

    private AccessPoints ReadAccessPoints()
    {
        try
        {
            return _options.AccessPointsFile is { } file ? AccessPoints.Parse(File.ReadLines(file)) : AccessPoints.None;
        }
        catch (FormatException wrong)
        {
            throw new GatewayException($"--access-points {_options.AccessPointsFile}: {wrong.Message}", wrong);
        }
    }

    private async Task StartPageAsync(CancellationToken cancellation)
    {
        _web = new WebServer(
            _view!,
            new WebOptions { Port = _options.PagePort, BindAddress = _options.BindAddress, WebRoot = _options.WebRoot },
            _time, _loggers);
        await _web.StartAsync(cancellation).ConfigureAwait(false);
    }

    // A node that could foresee which windows are recomputed could be honest in those alone.
    private static double RandomShare() => RandomNumberGenerator.GetInt32(1 << 24) / (double)(1 << 24);

    private static IReadOnlyDictionary<ulong, byte[]> ReadKeys(string? path)
    {
        try
        {
            return path is null ? new Dictionary<ulong, byte[]>() : NodeKeyFile.Open(path).ByDevice();
        }
        catch (ProvisioningException wrong)
        {
            throw new GatewayException($"--keys {wrong.Message}", wrong);
        }
    }
}
