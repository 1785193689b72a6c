using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Signals;
using Stethos.Protocol;

namespace Stethos.Boards.Virtual;

/// <summary>One virtual board: who it is, which machine it sits on, where its broker is.</summary>
internal sealed record BoardOptions
{
    public required int Index { get; init; }

    public required string Site { get; init; }

    public required string Gateway { get; init; }

    public required int BrokerPort { get; init; }

    /// <summary>Node file that says who it is and where its broker is; null = what its number in the fleet says.</summary>
    public NodeFile? File { get; init; }

    /// <summary>Certificate of the broker's authority, PEM; null = no TLS.</summary>
    public string? AuthorityPath { get; init; }

    /// <summary>Folder for the board's flash; null = memory.</summary>
    public string? FlashFolder { get; init; }

    public required int PeriodMs { get; init; }

    public required MachineParameters Machine { get; init; }

    /// <summary>Replayed instead of the generator when set.</summary>
    public Recording? Recording { get; init; }

    /// <summary>What it looks at; null = it has no camera.</summary>
    public VisionSettings? Vision { get; init; }

    /// <summary>Blob of the model that scores its windows; null = none.</summary>
    public byte[]? EdgeModel { get; init; }

    /// <summary>Windows without news are counted instead of sent.</summary>
    public bool IsEdgeGating { get; init; }

    /// <summary>A pulse sensor measures the shaft's speed; not with a recording, which has none.</summary>
    public bool HasTachometer { get; init; } = true;

    /// <summary>A second, slow accelerometer beside the analogue front end.</summary>
    public bool HasSlowSensor { get; init; } = true;

    /// <summary>A gauge at the battery.</summary>
    public bool HasBattery { get; init; } = true;

    /// <summary>Device key; null = none: takes any time and no configuration.</summary>
    public byte[]? Key { get; init; }

    /// <summary>Key set whose releases it takes, given to it when it is flashed; null = it takes none.</summary>
    public byte[]? ReleaseKeys { get; init; }

    /// <summary>What goes wrong with it.</summary>
    public BoardTrouble Trouble { get; init; } = new();

    /// <summary>Health frames as the board is flashed: one in so many seconds.</summary>
    public int HealthPeriodSeconds { get; init; } = 60;

    /// <summary>Frames the outbox holds.</summary>
    public int OutboxCapacity { get; init; } = 4096;
}
