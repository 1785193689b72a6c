using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Serving;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Host.Updates;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// The one thread between broker and store: batch → transaction → commit → acknowledge → score. Acknowledgements go
/// out only after Commit has returned; verdicts ride in the next batch's transaction, or are committed alone when
/// nothing comes. When the store refuses, nothing is acknowledged, memory is read back from it, so that what the nodes
/// send again counts as new, and the verdicts that were not stored are made again.
/// </summary>
internal sealed class IngestLoop : IDisposable
{
    private const int LargestBatch = 1024;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(1);
    private static readonly SiteEvent StatusChanged = new("status", null, null);
    private readonly SiteMemory _site;
    private readonly SqliteStore _store;
    private readonly StoreWriter _writer;
    private readonly SiteRestore _restore;
    private readonly InboundQueue _inbound;
    private readonly MessageIntake _intake;
    private readonly ScoringStage? _scoring;
    private readonly PictureStage _pictures;
    private readonly UpkeepStage? _upkeep;
    private readonly EdgeStage? _edge;
    private readonly CropStage _crops;
    private readonly NodeSender _sender;
    private readonly ConfigurationDesk _configurations;
    private readonly PeriodicTurns _periodic;
    private readonly UpdateDesk? _updates;
    private readonly Retention? _retention;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Action<SiteEvent> _changed;
    private readonly List<InboundMessage> _batch = [];
    private readonly List<SiteEvent> _events = [];
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private readonly StoreWatch _watch;
    private bool _isAheadOfStore;
    private bool _hasUnscored = true;

    public IngestLoop(IngestParts parts, ILogger log, Action<SiteEvent> changed)
    {
        _site = parts.Site;
        _store = parts.Store;
        _writer = parts.Writer;
        _restore = parts.Restore;
        _inbound = parts.Inbound;
        _scoring = parts.Scoring;
        _pictures = parts.Pictures;
        _upkeep = parts.Upkeep;
        _edge = parts.Edge;
        _crops = parts.Crops;
        _sender = parts.Sender;
        _configurations = parts.Configurations;
        _periodic = parts.Periodic;
        _updates = parts.Updates;
        _retention = parts.Retention;
        _time = parts.Time;
        _log = log;
        _changed = changed;
        _watch = new StoreWatch(_site, log);
        _intake = new MessageIntake(_site, _writer, log);
        _thread = new Thread(Run) { IsBackground = true, Name = "ingest" };
    }

    public void Start() => _thread.Start();

    /// <summary>Takes what has arrived, commits it, and ends the thread.</summary>
    public void Dispose()
    {
        _stop.Set();
        _inbound.Close();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _writer.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            while (_inbound.Take(_batch, LargestBatch, Idle))
            {
                Turn();
            }

            Commit();
        }
        catch (Exception fault)
        {
            Log.IngestStopped(_log, fault);
            lock (_site.Sync)
            {
                _site.Problem = "Ingest has stopped, see the log: " + fault.Message;
            }
        }
    }

    private void Turn()
    {
        GatherMore();
        try
        {
            CatchUp();
            Process();
            _retention?.Turn();
            if (_watch.HasRecovered())
            {
                _events.Add(StatusChanged);
                _periodic.AskAll();
            }
        }
        catch (SqliteException fault)
        {
            Retreat(fault);
        }
        finally
        {
            InboundQueue.Release(_batch);
            _intake.Result.Clear();
        }

        _periodic.Run(_events);
        lock (_site.Sync)
        {
            _updates?.Turn();
        }
    }

    // A few milliseconds of patience turn many small commits into one; nodes wait seconds for acknowledgements anyway.
    private void GatherMore()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var start = _time.GetTimestamp();
        for (var left = Gather; left > TimeSpan.Zero && _batch.Count < LargestBatch; left = Gather - _time.GetElapsedTime(start))
        {
            if (!_inbound.Take(_batch, LargestBatch, left))
            {
                return;
            }
        }
    }

    private void Process()
    {
        lock (_site.Sync)
        {
            foreach (var message in _batch)
            {
                _intake.Take(message);
            }
        }

        _configurations.Store(_writer);
        lock (_site.Sync)
        {
            _updates?.Told(_intake.Result.Slots);
            _updates?.Judge();
            _updates?.Store(_writer);
        }

        Commit();
        lock (_site.Sync)
        {
            _configurations.Committed(_events);
            _configurations.Told(_intake.Result.States);
            _updates?.Committed(_events);
            foreach (var (device, boot) in _intake.Result.Acknowledge)
            {
                _sender.Acknowledge(device, boot);
            }

            foreach (var device in _intake.Result.AskState)
            {
                _sender.RequestState(device);
            }

            Score(_intake.Result.Candidates);
            Score(_intake.Result.Late, isLate: true);
            Note(_edge?.Judge(_intake.Result.Windows) ?? []);
            Note(_pictures.Judge(_intake.Result.Pictures, isLive: true));
            Note(_upkeep?.Judge(_intake.Result.States) ?? []);
            Note(_crops.Score(_intake.Result.Crops));
        }

        foreach (var device in _intake.Result.Changed)
        {
            _events.Add(new SiteEvent("node", device.ToString(), null));
        }

        foreach (var device in _intake.Result.Bursts)
        {
            _events.Add(new SiteEvent("spectrum", device.ToString(), null));
        }
    }

    private void Commit()
    {
        if (_writer.IsDirty)
        {
            _writer.Commit();
            _site.Commits++;
        }

        foreach (var change in _events)
        {
            _changed(change);
        }

        _events.Clear();
    }

    private void Score(List<ScoreCandidate> candidates, bool isLate = false)
    {
        foreach (var (step, alert) in _scoring?.Score(candidates, isLate) ?? [])
        {
            _events.Add(new SiteEvent("alert", alert.Device.ToString(), alert.Id));
            if (step == AlertStep.Raise)
            {
                _periodic.Bursts.Ask(alert.Device, alert.Sensor, _time.GetUtcNow().ToUnixTimeMilliseconds());
            }
        }
    }

    private void Note(List<(AlertStep Step, Alert Alert)> steps)
    {
        foreach (var (_, alert) in steps)
        {
            _events.Add(new SiteEvent("alert", alert.Device.ToString(), alert.Id));
        }
    }

    // At start, and after the store refused: memory as the store has it, and verdicts for what was stored without one.
    private void CatchUp()
    {
        if (_isAheadOfStore)
        {
            _restore.Reload();
            _isAheadOfStore = false;
        }

        if (_hasUnscored && _scoring is not null)
        {
            using var reader = _store.OpenReader();
            var row = reader.Cursor(ScoringStage.Cursor);
            for (var rows = reader.FramesAfter(row, LargestBatch); rows.Count > 0; rows = reader.FramesAfter(row, LargestBatch))
            {
                row = rows[^1].Row;
                lock (_site.Sync)
                {
                    Score(ScoringStage.Candidates(rows));
                    Note(_edge?.Judge(rows) ?? []);
                }

                _writer.SetCursor(ScoringStage.Cursor, row);
                Commit();
            }
        }

        if (_hasUnscored)
        {
            CatchUpPictures();
        }

        _hasUnscored = false;
        _site.HasCaughtUp = true;
    }

    private void CatchUpPictures()
    {
        using var reader = _store.OpenReader();
        var row = reader.Cursor(PictureStage.Cursor);
        for (var rows = reader.PicturesAfter(row, LargestBatch); rows.Count > 0; rows = reader.PicturesAfter(row, LargestBatch))
        {
            row = rows[^1].Row;
            lock (_site.Sync)
            {
                Note(_pictures.Judge(rows, isLive: false));
            }

            Commit();
        }
    }

    private void Retreat(SqliteException fault)
    {
        _writer.Rollback();
        _configurations.Refused();
        _updates?.Refused();
        _events.Clear();
        _isAheadOfStore = true;
        _hasUnscored = true;
        _watch.Refused(fault);
        _events.Add(StatusChanged);
        _stop.Wait(FaultPause);
    }
}
