using System;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Boards.Virtual;

/// <summary>Which boards of a fleet have a camera and a thermal array, and what these look at.</summary>
internal sealed record FleetVision
{
    public const int DefaultPeriodMs = 2000;

    // After every family that the sample model was trained, tested or chosen on.
    private const ulong FirstFamily = 10_001;

    /// <summary>Boards with them: the one whose machine has the fault, then from the first on.</summary>
    public int Nodes { get; init; }

    /// <summary>Time from picture to picture.</summary>
    public int PeriodMs { get; init; } = DefaultPeriodMs;

    /// <summary>File of pictures to show in place of generated parts.</summary>
    public string? PicturesPath { get; init; }

    /// <summary>Tells when what cameras see goes wrong; null = with the machine's fault.</summary>
    public AwaitedFault? Fault { get; init; }

    /// <summary>Throws, naming the option, when it cannot be.</summary>
    public void Check(int boards)
    {
        if (Nodes < 0 || Nodes > boards)
        {
            throw new ArgumentException($"--vision {Nodes}: 0 to {boards}");
        }

        if (PeriodMs is < 100 or > 3_600_000)
        {
            throw new ArgumentException($"--vision-period-ms {PeriodMs}: 100 to 3600000");
        }
    }

    /// <summary>
    /// What one board looks at, null without a camera. From <paramref name="faultAfterSeconds"/> on, infinite for never, the part
    /// of the board with the fault is scratched and its bearing runs hot, and the fixture of the next camera moves.
    /// </summary>
    public VisionSettings? Of(int index, int faultIndex, ulong seed, double faultAfterSeconds)
    {
        var before = index == faultIndex ? 0 : index < faultIndex ? index + 1 : index;
        var scratchedFrom = before == 0 ? faultAfterSeconds : double.PositiveInfinity;
        var isMoving = before == 1;
        return before >= Nodes ? null : new VisionSettings
        {
            Index = index,
            PeriodMs = PeriodMs,
            PicturesPath = PicturesPath,
            Fault = Fault,
            Parts = new PartPictureParameters
            {
                Family = FirstFamily + seed,
                Seed = seed,
                Defect = PartDefect.Scratch,
                Severity = 1,
                DefectStartSeconds = scratchedFrom,
                DriftStartSeconds = faultAfterSeconds,
                DriftXPxPerSecond = isMoving ? 0.5 : 0,
                DriftYPxPerSecond = isMoving ? 0.25 : 0,
                DriftLimitPx = 6
            },
            Thermal = new ThermalSceneParameters { Seed = seed, HotStartSeconds = scratchedFrom }
        };
    }
}
