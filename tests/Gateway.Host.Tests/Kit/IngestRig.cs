using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;
using Stethos.Gateway.Domain.Edge;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Ingest;
using Stethos.Gateway.Host.Serving;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Host.Updates;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Storage;
using Stethos.Gateway.Updates.Cache;
using Stethos.Gateway.Updates.Pacing;
using Stethos.Gateway.Updates.Releases;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>The ingest loop over a real store, with no broker: messages go into its queue, answers are recorded.</summary>
internal sealed class IngestRig : IDisposable
{
    public const long LateMs = 30_000;
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();
    private readonly Lock _sync = new();
    private readonly List<SiteEvent> _events = [];
    private InboundQueue _inbound = new(1000);
    private SqliteStore? _store;
    private IngestLoop? _loop;

    public FakeTimeProvider Time { get; } = new();

    public FakeScorer Scorer { get; } = new();

    public FakeCropScorer CropScorer { get; } = new();

    public RecordingLink Link { get; } = new();

    public RecordingLogger Log { get; } = new();

    public SiteMemory Site { get; private set; } = new();

    /// <summary>Of the last start.</summary>
    public ConfigurationDesk Configurations { get; private set; } = null!;

    /// <summary>Models that nodes may run.</summary>
    public EdgeModels EdgeModels { get; } = new();

    /// <summary>Of the last start.</summary>
    public SiteUpdates Updates { get; private set; } = null!;

    /// <summary>Of the last start.</summary>
    public UpdateDesk Desk { get; private set; } = null!;

    /// <summary>Of the last start.</summary>
    public ReleaseShelf Shelf { get; private set; } = null!;

    /// <summary>Device keys the gateway knows at its next start.</summary>
    public Dictionary<ulong, byte[]> Keys { get; } = [];

    /// <summary>For the next start.</summary>
    public AccessPoints AccessPoints { get; set; } = AccessPoints.None;

    /// <summary>For the next start; null = what the gateway itself takes.</summary>
    public SitePacer? Pacer { get; set; }

    public string DatabaseFile => _folder.Of("stethos.db");

    public IReadOnlyList<SiteEvent> Events
    {
        get
        {
            lock (_sync)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Starts over the store as it is, with an empty memory; without a model on wish.</summary>
    public void Start(bool withModel = true)
    {
        Site = new SiteMemory { Keys = Keys };
        _inbound = new InboundQueue(1000);
        _store = SqliteStore.Open(DatabaseFile, Time.GetUtcNow());
        var writer = _store.OpenWriter();
        var sender = new NodeSender(Site, Link, Time);
        var restore = new SiteRestore(
            Site, _store, withModel ? Scorer : null, withModel ? CropScorer : null, "maintenance");
        restore.Load();
        Configurations = new ConfigurationDesk(Site, sender, Time);
        var bursts = new BurstScheduler(Site, sender, TimeSpan.FromSeconds(60), LateMs);
        var crops = new CropScheduler(Site, sender, TimeSpan.FromSeconds(30), LateMs);
        var alerts = new AlertRecorder(Site, writer, Log);
        var parts = new IngestParts
        {
            Site = Site,
            Store = _store,
            Writer = writer,
            Restore = restore,
            Inbound = _inbound,
            Scoring = withModel ? new ScoringStage(Site, writer, Scorer, alerts) : null,
            Edge = new EdgeStage(Site, alerts, EdgeModels, new EdgeReplay(EdgeModels, 1, () => 0)),
            Pictures = new PictureStage(Site, writer, alerts, crops),
            Crops = new CropStage(Site, writer, withModel ? CropScorer : null, alerts, crops),
            Sender = sender,
            Configurations = Configurations,
            Periodic = new PeriodicTurns(Site, sender, bursts, crops, Configurations, new SilenceWatch(Site, LateMs), Time),
            Updates = StartUpdates(alerts),
            Time = Time
        };
        _loop = new IngestLoop(parts, Log, Note);
        _loop.Start();
    }

    private UpdateDesk StartUpdates(AlertRecorder alerts)
    {
        Shelf = new ReleaseShelf(new ContentCache(_folder.Of("releases"), 1 << 24, Time));
        Shelf.Load();
        var updates = new UpdateDeskParts
        {
            Site = Site,
            Link = Link,
            Shelf = Shelf,
            KeySets = new KeySetShelf(_folder.Of("key-sets")),
            AccessPoints = AccessPoints,
            LateMs = LateMs,
            Pacer = Pacer ?? new SitePacer(new AirBudget(1_000_000, 100_000), new AirBudget(500_000, 50_000)),
            Orders = new UpdateOrders("demo", Keys, Time),
            Alarm = new UpdateAlarm(Site, alerts),
            Time = Time
        };
        var desk = Desk = new UpdateDesk(updates);
        using var reader = _store!.OpenReader();
        desk.Load(reader);
        Updates = new SiteUpdates(updates, desk, new BoardRooms(RepositoryFiles.PathOf("hardware", "boards")));
        return desk;
    }

    public void Stop()
    {
        _loop?.Dispose();
        _store?.Dispose();
        _loop = null;
        _store = null;
    }

    public void Send(string topic, byte[] payload) => _inbound.Add(topic, payload, false, Time.NowMs);

    /// <summary>Reads or changes the file from outside, as another program would.</summary>
    public long Sql(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar() is long value ? value : 0;
    }

    /// <summary>Waits until the store holds so many rows.</summary>
    public void WaitForRows(string table, long rows) => Until.True(
        () => Sql($"SELECT COUNT(*) FROM {table}") >= rows, Patience,
        () => $"{rows} rows in {table}; there are {Sql($"SELECT COUNT(*) FROM {table}")}");

    /// <summary>Sequences of a node that acknowledgements have covered, newest acknowledgement first.</summary>
    public uint AcknowledgedUpTo(Node node) =>
        Link.AcknowledgementsOf(node.Device).Where(message => message.Boot == node.Boot)
            .Select(message => message.Cumulative).DefaultIfEmpty().Max();

    public void Dispose()
    {
        Stop();
        _folder.Dispose();
    }

    private void Note(SiteEvent change)
    {
        lock (_sync)
        {
            _events.Add(change);
        }
    }
}
