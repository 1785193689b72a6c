using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.View;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Upkeep;

/// <summary>
/// What one node told of itself: mode, health, last words, results of configurations. Newest wins; backlog of an earlier boot
/// comes late.
/// </summary>
public sealed class NodeUpkeep
{
    private const int MostPoints = 120;
    private const int MostStarts = 50;
    private readonly Queue<HealthPoint> _points = new();
    private readonly SortedDictionary<NodeErrorCode, uint> _errors = [];
    private readonly SortedSet<DateTimeOffset> _starts = [];
    private HealthMessage? _health;
    private LastWordsView? _words;
    private ConfigurationResultView? _result;
    private uint _healthBoot;
    private DateTimeOffset _healthTime;

    public NodeModeCode Mode { get; private set; }

    /// <summary>Configuration the node runs with; 0 = the flashed one.</summary>
    public uint ConfigurationNumber { get; private set; }

    /// <summary>What people want of it.</summary>
    public WantedConfigurations Wanted { get; } = new();

    /// <summary>Last error of the present boot.</summary>
    public NodeErrorCode Error { get; private set; }

    /// <summary>Nonce that waits for an authenticated time; null = none.</summary>
    public byte[]? Nonce { get; private set; }

    /// <summary>Takes over a state message; only a live one asks for a time.</summary>
    public void Apply(StateMessage state, bool live)
    {
        Mode = state.Mode;
        ConfigurationNumber = state.ConfigurationNumber;
        Wanted.NoteRunning(state.ConfigurationNumber, state.Mode == NodeModeCode.Trial);
        Error = state.Error;
        Nonce = live && state.HasNonce ? [.. state.Nonce] : Nonce;
    }

    /// <summary>The nonce, once.</summary>
    public byte[]? TakeNonce()
    {
        var nonce = Nonce;
        Nonce = null;
        return nonce;
    }

    /// <summary>Takes a health frame over; the object is kept.</summary>
    public void Apply(HealthMessage health, DateTimeOffset time)
    {
        _points.Enqueue(new HealthPoint(time, health.FreeBytes, health.LowWaterBytes, health.Depth));
        if (_points.Count > MostPoints)
        {
            _points.Dequeue();
        }

        if (time < _healthTime)
        {
            return;
        }

        if (health.Key.Boot != _healthBoot)
        {
            _errors.Clear();
        }

        _healthBoot = health.Key.Boot;
        _health = health;
        _healthTime = time;
        for (var i = 0; i < health.ErrorCount; i++)
        {
            _errors[health.ErrorCodes[i]] = health.ErrorCounts[i];
        }
    }

    /// <summary>Takes last words over.</summary>
    public void Apply(LastWordsMessage words, DateTimeOffset time)
    {
        _starts.Add(time);
        if (_starts.Count > MostStarts)
        {
            _starts.Remove(_starts.Min);
        }

        if (_words is null || time >= _words.Time)
        {
            _words = new LastWordsView(
                time, words.EndedBoot, words.Cause.ToString(), words.Error.ToString(), words.Loop.ToString(), words.UptimeSeconds,
                words.LowWaterBytes, words.Crashes);
        }
    }

    /// <summary>Takes the result of a configuration over.</summary>
    public void Apply(ConfigurationResultMessage result, DateTimeOffset time)
    {
        Wanted.NoteResult(result.Number, result.Result, SettingNames.Of(result.Setting));
        if (_result is null || time >= _result.Time)
        {
            _result = new ConfigurationResultView(time, result.Number, result.Result.ToString(), SettingNames.Of(result.Setting));
        }
    }

    /// <summary>For pages.</summary>
    public UpkeepView View() => new(
        Mode.ToString(), ConfigurationNumber, Error.ToString(), HealthOf(_health), _words, _result, [.. _points])
    {
        Starts = [.. _starts],
        Wanted = Wanted.View()
    };

    private HealthView? HealthOf(HealthMessage? health) => health is null
        ? null
        : new HealthView(
            _healthTime, health.UptimeSeconds, health.FreeBytes, health.LowWaterBytes, health.Depth, health.HoursTenths / 10.0,
            health.HasRadio ? health.RadioDbm : null, health.HasTemperature ? health.TemperatureCentiCelsius / 100.0 : null,
            health.HasBattery ? health.BatteryMilliVolts : null, health.HasCharge ? health.ChargePercent : null, health.Crashes,
            health.LongestLoopMs, health.FeaturesMs, health.HasInference ? health.InferenceMs : null,
            ErrorsOf());

    private ErrorCountView[] ErrorsOf()
    {
        var errors = new List<ErrorCountView>();
        foreach (var (code, count) in _errors)
        {
            errors.Add(new ErrorCountView((int)code, code.ToString(), count));
        }

        return [.. errors];
    }
}
