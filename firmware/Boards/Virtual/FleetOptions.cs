using System;
using System.Collections.Generic;
using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Signals;
using Stethos.Protocol;

namespace Stethos.Boards.Virtual;

/// <summary>A fleet of virtual boards; machine k differs from machine k+1 in speed and noise, all from the seed.</summary>
internal sealed record FleetOptions
{
    public required int Nodes { get; init; }

    public required int BrokerPort { get; init; }

    public required string Site { get; init; }

    public required string Gateway { get; init; }

    public required int PeriodMs { get; init; }

    public required MachineFault Fault { get; init; }

    public required int FaultNode { get; init; }

    public required double FaultAfterSeconds { get; init; }

    public Recording? Recording { get; init; }

    public string? FlashFolder { get; init; }

    /// <summary>A pulse sensor at each shaft measures its speed.</summary>
    public bool HasTachometer { get; init; } = true;

    /// <summary>A gauge at each board's battery.</summary>
    public bool HasBattery { get; init; } = true;

    /// <summary>Cameras of the fleet.</summary>
    public FleetVision Vision { get; init; } = new();

    /// <summary>Device keys by the digits of the id.</summary>
    public IReadOnlyDictionary<string, byte[]> Keys { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Key set whose releases the boards take; null = they take none.</summary>
    public byte[]? ReleaseKeys { get; init; }

    /// <summary>Prints what lamps and relays show when it changes.</summary>
    public bool ShowsSigns { get; init; }

    /// <summary>Blob of the model on every board; null = none.</summary>
    public byte[]? EdgeModel { get; init; }

    /// <summary>Windows without news are counted instead of sent.</summary>
    public bool IsEdgeGating { get; init; }

    /// <summary>Board that has the trouble, from 1.</summary>
    public int TroubleNode { get; init; } = 1;

    /// <summary>What goes wrong with it.</summary>
    public BoardTrouble Trouble { get; init; } = new();

    /// <summary>What goes wrong with other boards, by their number from 1.</summary>
    public IReadOnlyDictionary<int, BoardTrouble> OtherTrouble { get; init; } = new Dictionary<int, BoardTrouble>();

    /// <summary>What the only board was flashed with; null = boards are who their numbers say.</summary>
    public NodeFile? File { get; init; }

    /// <summary>Certificate of its broker's authority; null = no TLS.</summary>
    public string? AuthorityPath { get; init; }

    /// <summary>Health frames: one in so many seconds.</summary>
    public int HealthPeriodSeconds { get; init; } = 60;

    public required int Seed { get; init; }

    public IEnumerable<BoardOptions> Boards()
    {
        if (Nodes is < 1 or > 1000)
        {
            throw new ArgumentException($"--nodes {Nodes}: 1 to 1000");
        }

        if (BrokerPort is < 1 or > 65535)
        {
            throw new ArgumentException($"--broker-port {BrokerPort}: 1 to 65535");
        }

        if (FaultNode < 1 || FaultNode > Nodes)
        {
            throw new ArgumentException($"--fault-node {FaultNode}: 1 to {Nodes}");
        }

        if (File is not null && Nodes != 1)
        {
            throw new ArgumentException($"--node-file: one board, not --nodes {Nodes}");
        }

        if (HealthPeriodSeconds is < 5 or > 3600)
        {
            throw new ArgumentException($"--health-period-s {HealthPeriodSeconds}: 5 to 3600");
        }

        Vision.Check(Nodes);
        for (var i = 0; i < Nodes; i++)
        {
            var isFaulty = i == FaultNode - 1;
            yield return new BoardOptions
            {
                Index = i,
                Site = Site,
                Gateway = Gateway,
                BrokerPort = BrokerPort,
                FlashFolder = FlashFolder,
                PeriodMs = PeriodMs,
                EdgeModel = EdgeModel,
                IsEdgeGating = IsEdgeGating,
                HasTachometer = HasTachometer,
                HasBattery = HasBattery,
                ReleaseKeys = ReleaseKeys,
                Key = Keys.GetValueOrDefault(VirtualBoard.DeviceText(i)),
                Trouble = i == TroubleNode - 1 ? Trouble : OtherTrouble.GetValueOrDefault(i + 1) ?? new BoardTrouble(),
                HealthPeriodSeconds = HealthPeriodSeconds,
                File = File,
                AuthorityPath = AuthorityPath,
                Recording = isFaulty ? Recording : null,
                Machine = Machine(i, isFaulty ? Fault : MachineFault.None),
                Vision = Vision.Of(
                    i, FaultNode - 1, (ulong)Seed * 1000 + (ulong)i + 1,
                    Fault != MachineFault.None || Recording is not null ? FaultAfterSeconds : double.PositiveInfinity)
            };
        }
    }

    // Speeds from 24 to 30 Hz in irregular steps, so that no two machines share their lines.
    private MachineParameters Machine(int index, MachineFault fault)
    {
        var spread = index * 0.6180339887 % 1.0;
        return new MachineParameters
        {
            ShaftHz = 24 + 6 * spread,
            Seed = (ulong)Seed * 1000 + (ulong)index + 1,
            NoiseDensityG = 0.0004 + 0.0004 * (1 - spread),
            Fault = fault,
            Severity = 1.0,
            FaultStartSeconds = FaultAfterSeconds,
            FaultGrowthSeconds = 15
        };
    }
}
