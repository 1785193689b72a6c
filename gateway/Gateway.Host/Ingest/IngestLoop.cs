using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// The one thread between broker and store: batch → transaction → commit → acknowledge → score. Acknowledgements go
/// out only after Commit has returned; verdicts ride in the next batch's transaction, or are committed alone when
/// nothing comes. When a commit fails, nothing is acknowledged, and the ledger is read back from the store, so that
/// what the nodes send again counts as new.
/// </summary>
internal sealed class IngestLoop : IDisposable
{
    private const int LargestBatch = 1024;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(1);
    private readonly SiteMemory _site;
    private readonly SqliteStore _store;
    private readonly StoreWriter _writer;
    private readonly InboundQueue _inbound;
    private readonly MessageIntake _intake;
    private readonly ScoringStage? _scoring;
    private readonly NodeSender _sender;
    private readonly BurstScheduler _bursts;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Action<SiteEvent> _changed;
    private readonly List<InboundMessage> _batch = [];
    private readonly List<SiteEvent> _events = [];
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private long _nextTurnMs;

    public IngestLoop(IngestParts parts, ILogger log, Action<SiteEvent> changed)
    {
        _site = parts.Site;
        _store = parts.Store;
        _writer = parts.Writer;
        _inbound = parts.Inbound;
        _scoring = parts.Scoring;
        _sender = parts.Sender;
        _bursts = parts.Bursts;
        _time = parts.Time;
        _log = log;
        _changed = changed;
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
            CatchUp();
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
            Process();
        }
        catch (SqliteException fault)
        {
            Recover(fault);
        }
        finally
        {
            InboundQueue.Release(_batch);
            _intake.Result.Clear();
        }

        ScheduleBursts();
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

        Commit();
        lock (_site.Sync)
        {
            foreach (var (device, boot) in _intake.Result.Acknowledge)
            {
                _sender.Acknowledge(device, boot);
            }

            Score(_intake.Result.Candidates);
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

    private void Score(List<ScoreCandidate> candidates)
    {
        foreach (var (step, alert) in _scoring?.Score(candidates) ?? [])
        {
            _events.Add(new SiteEvent("alert", alert.Device.ToString(), alert.Id));
            if (step == AlertStep.Raise)
            {
                _bursts.Ask(alert.Device, alert.Sensor, _time.GetUtcNow().ToUnixTimeMilliseconds());
            }
        }
    }

    // Frames that were stored and not scored when the gateway last stopped.
    private void CatchUp()
    {
        if (_scoring is null)
        {
            return;
        }

        using var reader = _store.OpenReader();
        var row = reader.Cursor(ScoringStage.Cursor);
        for (var rows = reader.FramesAfter(row, LargestBatch); rows.Count > 0; rows = reader.FramesAfter(row, LargestBatch))
        {
            row = rows[^1].Row;
            lock (_site.Sync)
            {
                Score(ScoringStage.Candidates(rows));
            }

            _writer.SetCursor(ScoringStage.Cursor, row);
            Commit();
        }
    }

    private void Recover(SqliteException fault)
    {
        Log.CommitFailed(_log, fault.Message);
        _writer.Rollback();
        _events.Clear();
        using var reader = _store.OpenReader();
        var ledger = reader.LoadLedger();
        lock (_site.Sync)
        {
            _site.Ledger = ledger;
            _site.Problem = "The store refuses to write: " + fault.Message;
        }

        _stop.Wait(FaultPause);
    }

    private void ScheduleBursts()
    {
        var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        if (nowMs < _nextTurnMs)
        {
            return;
        }

        _nextTurnMs = nowMs + 250;
        lock (_site.Sync)
        {
            _bursts.Turn(nowMs);
        }
    }
}
