using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.View;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Upkeep;

/// <summary>
/// What was wanted of one node and what it made of it. Live reports overtake backlog, so of two results of one number the
/// later step wins, not the later message.
/// </summary>
public sealed class WantedConfigurations
{
    private readonly SortedDictionary<uint, WantedConfiguration> _wanted = [];
    private readonly Dictionary<uint, (ConfigurationResultCode Result, string Setting)> _results = [];
    private uint _running;
    private bool _isOnTrial;

    /// <summary>Number of the newest; 0 = none.</summary>
    public uint Newest => _wanted.Count == 0 ? 0 : _wanted.Keys.Last();

    /// <summary>The newest, while the node has not said anything of it; null = nothing is to be sent.</summary>
    public WantedConfiguration? Unanswered =>
        _wanted.Count > 0 && StatusOf(Newest) == WantedStatus.Waiting ? _wanted[Newest] : null;

    /// <summary>Takes what is stored.</summary>
    public void Add(WantedConfiguration wanted) => _wanted[wanted.Number] = wanted;

    /// <summary>The node said what it runs with.</summary>
    public void NoteRunning(uint number, bool isOnTrial)
    {
        _running = number;
        _isOnTrial = isOnTrial;
    }

    /// <summary>The node said what it made of a number; numbers nobody wanted here are not kept.</summary>
    public void NoteResult(uint number, ConfigurationResultCode result, string setting)
    {
        if (_wanted.ContainsKey(number) && (!_results.TryGetValue(number, out var known) || StepOf(result) >= StepOf(known.Result)))
        {
            _results[number] = (result, setting);
        }
    }

    /// <summary>The newest for pages; null when nothing was ever wanted.</summary>
    public WantedConfigurationView? View()
    {
        if (_wanted.Count == 0)
        {
            return null;
        }

        var wanted = _wanted[Newest];
        var (result, setting) = _results.GetValueOrDefault(Newest);
        return new WantedConfigurationView(
            Newest, wanted.Asked, StatusOf(Newest).ToString(), result.ToString(), setting ?? "", wanted.Settings, Former(wanted));
    }

    // A node may refuse a repetition as old before its backlog tells what became of the first.
    private static int StepOf(ConfigurationResultCode result) => result switch
    {
        ConfigurationResultCode.None => 0,
        ConfigurationResultCode.Replayed => 1,
        ConfigurationResultCode.Accepted => 2,
        _ => 3
    };

    private WantedStatus StatusOf(uint number)
    {
        var isRunning = _running == number;
        return _results.GetValueOrDefault(number).Result switch
        {
            ConfigurationResultCode.Confirmed => WantedStatus.Applied,
            ConfigurationResultCode.Reverted => WantedStatus.Returned,
            ConfigurationResultCode.None or ConfigurationResultCode.Accepted or ConfigurationResultCode.Replayed when isRunning =>
                _isOnTrial ? WantedStatus.Trying : WantedStatus.Applied,
            ConfigurationResultCode.None => WantedStatus.Waiting,
            ConfigurationResultCode.Accepted => WantedStatus.Trying,
            _ => WantedStatus.Refused
        };
    }

    // What undoes it: the values the node told before, and those of the newest ones it applied since it told them.
    private Dictionary<string, string> Former(WantedConfiguration wanted)
    {
        var former = new Dictionary<string, string>(StringComparer.Ordinal);
        if (StatusOf(wanted.Number) is not (WantedStatus.Applied or WantedStatus.Trying))
        {
            return former;
        }

        foreach (var earlier in _wanted.Values.Where(e => e.Number < wanted.Number && StatusOf(e.Number) == WantedStatus.Applied))
        {
            foreach (var (name, value) in earlier.Settings.Where(pair => wanted.Settings.ContainsKey(pair.Key)))
            {
                former[name] = wanted.Before is { } before && earlier.Number <= before.Running
                    ? before.Values.GetValueOrDefault(name, value) : value;
            }
        }

        foreach (var (name, value) in wanted.Before?.Values.Where(pair => !former.ContainsKey(pair.Key)) ?? [])
        {
            former[name] = value;
        }

        return former;
    }
}
