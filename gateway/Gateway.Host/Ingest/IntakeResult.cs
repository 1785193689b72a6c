using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Vision;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>What one batch of messages left to do once it is durable. Reused batch after batch.</summary>
internal sealed class IntakeResult
{
    /// <summary>Boots whose acknowledgement has to be sent (again).</summary>
    public HashSet<(DeviceKey Device, uint Boot)> Acknowledge { get; } = [];

    /// <summary>New frames fit for scoring.</summary>
    public List<ScoreCandidate> Candidates { get; } = [];

    /// <summary>Frames that are fit for scoring since a burst brought their envelope; scoring has passed them already.</summary>
    public List<ScoreCandidate> Late { get; } = [];

    /// <summary>New feature frames.</summary>
    public List<FrameRow> Windows { get; } = [];

    /// <summary>New vision features.</summary>
    public List<FrameRow> Pictures { get; } = [];

    /// <summary>Complete crops.</summary>
    public List<Crop> Crops { get; } = [];

    /// <summary>Devices whose view changed.</summary>
    public HashSet<DeviceKey> Changed { get; } = [];

    /// <summary>Devices that sent a complete burst.</summary>
    public HashSet<DeviceKey> Bursts { get; } = [];

    /// <summary>Devices that told their state.</summary>
    public HashSet<DeviceKey> States { get; } = [];

    /// <summary>Devices that told how far they are with an update.</summary>
    public HashSet<DeviceKey> Slots { get; } = [];

    /// <summary>Devices that have to tell their state, because the beginning of their boot is unknown here.</summary>
    public HashSet<DeviceKey> AskState { get; } = [];

    public void Clear()
    {
        Acknowledge.Clear();
        Candidates.Clear();
        Late.Clear();
        Windows.Clear();
        Pictures.Clear();
        Crops.Clear();
        Changed.Clear();
        Bursts.Clear();
        States.Clear();
        AskState.Clear();
        Slots.Clear();
    }
}
