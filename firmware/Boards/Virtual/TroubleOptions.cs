using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Stethos.Boards.Virtual;

/// <summary>Options of `run` for keys, and for boards that hang, crash or lack memory.</summary>
internal sealed class TroubleOptions
{
    private static readonly string[] WithId = ["adxl345", "arducam-ov2640", "mlx90640", "max17048"];
    private static readonly string[] WithoutId = ["adxl1002", "tachometer"];
    private static readonly string Known = $"wrong-id:PART ({string.Join(", ", WithId)}), silent:PART (those, "
        + $"{string.Join(", ", WithoutId)}), files-full, files-corrupt, slots-corrupt, clock-jump or no-settings";

    private readonly Option<FileInfo?> _keys = new("--keys") { Description = "Device keys: a line per device, id and key in hexadecimal." };
    private readonly Option<FileInfo?> _nodeFile = FlashedFile.Option();
    private readonly Option<int> _node = new("--trouble-node")
    {
        Description = "Board that has the trouble, from 1.",
        DefaultValueFactory = _ => 1
    };

    private readonly Option<double> _hang = new("--hang-after") { Description = "Seconds until its capture loop hangs, once." };
    private readonly Option<double> _crash = new("--crash-after") { Description = "Seconds from each start until it crashes." };
    private readonly Option<int> _crashes = new("--crashes") { Description = "How often it crashes.", DefaultValueFactory = _ => 3 };
    private readonly Option<int> _heap = new("--free-heap")
    {
        Description = "Bytes its memory check finds free; the budget is 60000.",
        DefaultValueFactory = _ => 160_000
    };

    private readonly Option<string[]> _trouble = new("--trouble")
    {
        Description = $"What is wrong with it: {Known}; more than once on wish. N:NAME is for board N.",
        DefaultValueFactory = _ => []
    };

    private readonly Option<FileInfo?> _releaseKeys = new("--release-keys")
    {
        Description = "Key set whose releases the boards take, flashed into boards that have none; wants --keys."
    };

    private readonly Option<bool> _noTachometer = new("--no-tachometer") { Description = "The shafts' speed is configured, not measured." };
    private readonly Option<bool> _noBattery = new("--no-battery") { Description = "The boards have no battery gauge." };
    private readonly Option<int> _health = new("--health-period-s")
    {
        Description = "Seconds between health frames, until set otherwise.",
        DefaultValueFactory = _ => 60
    };

    private readonly Option<bool> _signs = new("--signs") { Description = "Print what lamp and relay show when it changes." };

    public void AddTo(Command command)
    {
        Option[] options =
            [
                _keys, _releaseKeys, _node, _hang, _crash, _crashes, _heap, _trouble, _noTachometer, _noBattery, _health, _signs,
                _nodeFile
            ];
        foreach (var option in options)
        {
            command.Add(option);
        }
    }

    /// <exception cref="ArgumentException">The message names what there is.</exception>
    internal static BoardTrouble Named(BoardTrouble trouble, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var part = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            trouble = name switch
            {
                "files-full" => trouble with { IsFileStoreFull = true },
                "files-corrupt" => trouble with { IsFileStoreCorrupt = true },
                "slots-corrupt" => trouble with { AreSlotsCorrupt = true },
                "no-settings" => trouble with { IsUnflashed = true },
                "clock-jump" => trouble with { HasJumpingClock = true },
                _ when name == $"wrong-id:{part}" && WithId.Contains(part) => trouble with { WrongIds = [.. trouble.WrongIds, part] },
                _ when name == $"silent:{part}" && (WithId.Contains(part) || WithoutId.Contains(part)) =>
                    trouble with { Silent = [.. trouble.Silent, part] },
                _ => throw new ArgumentException($"--trouble {name}: {Known}")
            };
        }

        return trouble;
    }

    /// <summary>Names by the board whose number stands before them; without one they are <paramref name="board"/>'s.</summary>
    private static Dictionary<int, string[]> ByBoard(IEnumerable<string> names, int board)
    {
        return names.Select(name => name.Split(':', 2)).Select(words =>
                words.Length == 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? (Board: number, Name: words[1])
                    : (Board: board, Name: string.Join(':', words)))
            .GroupBy(pair => pair.Board).ToDictionary(group => group.Key, group => group.Select(pair => pair.Name).ToArray());
    }

    /// <summary>A fleet with what was asked for.</summary>
    public FleetOptions Into(ParseResult result, FleetOptions fleet)
    {
        var node = result.GetValue(_node);
        var names = ByBoard(result.GetValue(_trouble) ?? [], node);
        return FlashedFile.Into(result, _nodeFile, fleet) with
        {
            Keys = result.GetValue(_keys) is { } file ? DeviceKeys.Read(file.FullName) : fleet.Keys,
            ReleaseKeys = result.GetValue(_releaseKeys) is { } set ? File.ReadAllBytes(set.FullName) : fleet.ReleaseKeys,
            HasTachometer = !result.GetValue(_noTachometer),
            HasBattery = !result.GetValue(_noBattery),
            ShowsSigns = result.GetValue(_signs),
            HealthPeriodSeconds = result.GetValue(_health),
            TroubleNode = node,
            Trouble = Named(new BoardTrouble
            {
                HangAfterSeconds = result.GetValue(_hang),
                CrashAfterSeconds = result.GetValue(_crash),
                Crashes = result.GetValue(_crashes),
                FreeHeapBytes = result.GetValue(_heap)
            }, names.GetValueOrDefault(node, [])),
            OtherTrouble = names.Where(pair => pair.Key != node)
                .ToDictionary(pair => pair.Key, pair => Named(new BoardTrouble(), pair.Value))
        };
    }
}
