using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;

namespace Stethos.Boards.Virtual;

/// <summary>Options of `run` for keys, and for boards that hang, crash or lack memory.</summary>
internal sealed class TroubleOptions
{
    private readonly Option<FileInfo?> _keys = new("--keys") { Description = "Device keys: a line per device, id and key in hexadecimal." };
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
        Description = "What is wrong with it: wrong-id:PART (adxl345, arducam-ov2640, max17048), files-full, files-corrupt or "
            + "no-settings; more than once on wish.",
        DefaultValueFactory = _ => []
    };

    private readonly Option<bool> _noTachometer = new("--no-tachometer") { Description = "The shafts' speed is configured, not measured." };
    private readonly Option<bool> _noBattery = new("--no-battery") { Description = "The boards have no battery gauge." };
    private readonly Option<bool> _signs = new("--signs") { Description = "Print what lamp and relay show when it changes." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_keys, _node, _hang, _crash, _crashes, _heap, _trouble, _noTachometer, _noBattery, _signs])
        {
            command.Add(option);
        }
    }

    /// <exception cref="ArgumentException">The message names what there is.</exception>
    internal static BoardTrouble Named(BoardTrouble trouble, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            trouble = name switch
            {
                "files-full" => trouble with { IsFileStoreFull = true },
                "files-corrupt" => trouble with { IsFileStoreCorrupt = true },
                "no-settings" => trouble with { IsUnflashed = true },
                "wrong-id:adxl345" or "wrong-id:arducam-ov2640" or "wrong-id:max17048" =>
                    trouble with { WrongIds = [.. trouble.WrongIds, name["wrong-id:".Length..]] },
                _ => throw new ArgumentException(
                    $"--trouble {name}: wrong-id:adxl345, wrong-id:arducam-ov2640, wrong-id:max17048, files-full, files-corrupt "
                    + "or no-settings")
            };
        }

        return trouble;
    }

    /// <summary>A fleet with what was asked for.</summary>
    public FleetOptions Into(ParseResult result, FleetOptions fleet) => fleet with
    {
        Keys = result.GetValue(_keys) is { } file ? DeviceKeys.Read(file.FullName) : fleet.Keys,
        HasTachometer = !result.GetValue(_noTachometer),
        HasBattery = !result.GetValue(_noBattery),
        ShowsSigns = result.GetValue(_signs),
        TroubleNode = result.GetValue(_node),
        Trouble = Named(new BoardTrouble
        {
            HangAfterSeconds = result.GetValue(_hang),
            CrashAfterSeconds = result.GetValue(_crash),
            Crashes = result.GetValue(_crashes),
            FreeHeapBytes = result.GetValue(_heap)
        }, result.GetValue(_trouble) ?? [])
    };
}
