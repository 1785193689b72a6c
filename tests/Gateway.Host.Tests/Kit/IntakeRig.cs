using System;
using System.Linq;
using Stethos.Gateway.Host.Ingest;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Storage;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>An intake over a real store, without threads.</summary>
internal sealed class IntakeRig : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStore _store;

    public IntakeRig()
    {
        _store = SqliteStore.Open(_folder.Of("stethos.db"), Time.GetUtcNow());
        Writer = _store.OpenWriter();
        Reader = _store.OpenReader();
        Intake = new MessageIntake(Site, Writer, Log);
    }

    public FakeTimeProvider Time { get; } = new();

    public SiteMemory Site { get; } = new();

    public StoreWriter Writer { get; }

    public StoreReader Reader { get; }

    public RecordingLogger Log { get; } = new();

    public MessageIntake Intake { get; }

    /// <summary>Rows of frames that are durable.</summary>
    public long StoredRows => Reader.CountFrames().Values.Sum();

    public void Take(string topic, byte[] payload, bool retained = false) =>
        Intake.Take(new InboundMessage(topic, payload, payload.Length, retained, Time.NowMs));

    public void Dispose()
    {
        Reader.Dispose();
        Writer.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }
}
