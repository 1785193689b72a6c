using System;
using System.Numerics;
using System.Runtime.InteropServices;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Protocol;
using Stethos.Update;

namespace Stethos.Gateway.Updates.Sessions;

/// <summary>
/// What one node has said of an image, and when it is to be asked. Holds nothing that a restarted gateway could not ask for again.
/// </summary>
public sealed class NodeSession(DeviceKey device, string? accessPoint)
{
    private const long FirstAskMs = 4_000;
    private const long LongestAskMs = 300_000;

    // A node that fetches speaks up by itself, at the latest after twice 64 s of silence, and a few seconds after a round.
    private const long SilenceMs = 150_000;
    private const long RoundSilenceMs = 30_000;
    private readonly ulong[] _missing = new ulong[UpdateStatus.MaxBitmapLength / sizeof(ulong)];
    private uint _boot;
    private uint _number;
    private int _asked;

    public DeviceKey Device => device;

    /// <summary>Access point it is reached by; null = not known.</summary>
    public string? AccessPoint => accessPoint;

    public SessionPhaseCode Phase { get; private set; }

    /// <summary>Why it refused, rolled back or waits, in its own words.</summary>
    public UpdateReasonCode Reason { get; private set; }

    /// <summary>Stage of the image it is at, see <see cref="ImageContent"/>.</summary>
    public int Stage { get; private set; }

    /// <summary>Pieces it lacks.</summary>
    public int Lacking { get; private set; }

    /// <summary>Pieces or repair symbols it still needs.</summary>
    public int Needed { get; private set; }

    /// <summary>Repair symbols can give it all that it lacks.</summary>
    public bool IsRepairable { get; private set; }

    /// <summary>Pieces it may be sent on its own topic before it speaks again.</summary>
    public int Allowance { get; private set; }

    /// <summary>When it was heard last; the smallest number = never.</summary>
    public long HeardMs { get; private set; } = long.MinValue;

    /// <summary>Whether it gets its pieces alone.</summary>
    internal bool IsAlone { get; set; }

    internal long NextAskMs { get; private set; }

    /// <summary>Takes a status; false when it is an older one or a copy.</summary>
    public bool Take(UpdateStatus status, ImageContent image, long nowMs)
    {
        var isOlder = status.Key.Boot == _boot ? status.Number <= _number : status.Key.Boot < _boot;
        if (isOlder && HeardMs != long.MinValue)
        {
            return false;
        }

        (_boot, _number, HeardMs, _asked) = (status.Key.Boot, status.Number, nowMs, 0);
        Reason = (UpdateReasonCode)status.Reason;
        Phase = PhaseOf(status, image);
        Allowance = 0;
        Lacking = 0;
        NextAskMs = nowMs + FirstAskMs;
        if (Phase == SessionPhaseCode.Fetching)
        {
            Fetch(status, image);
            NextAskMs = nowMs + SilenceMs;
        }

        return true;
    }

    internal bool IsMissing(int piece) => (_missing[piece >> 6] & (1UL << (piece & 63))) != 0;

    /// <summary>Next piece it lacks that was not sent since its last status; -1 when there is none or it has no room.</summary>
    internal int NextPiece()
    {
        for (var i = 0; Allowance > 0 && i < _missing.Length; i++)
        {
            if (_missing[i] != 0)
            {
                return 64 * i + BitOperations.TrailingZeroCount(_missing[i]);
            }
        }

        return -1;
    }

    internal void Sent(int piece)
    {
        _missing[piece >> 6] &= ~(1UL << (piece & 63));
        Allowance--;
    }

    /// <summary>Something was sent to all: it answers when that is over.</summary>
    internal void SentToAll(long nowMs)
    {
        if (Phase == SessionPhaseCode.Fetching)
        {
            NextAskMs = nowMs + RoundSilenceMs;
        }
    }

    /// <summary>It was asked: the next time after twice the pause, a quarter of it by chance, at most five minutes.</summary>
    internal void Asked(long nowMs, Random random)
    {
        var pause = Math.Min(FirstAskMs << Math.Min(_asked, 10), LongestAskMs);
        _asked++;
        NextAskMs = nowMs + pause + random.NextInt64(pause / 4);
    }

    private void Fetch(UpdateStatus status, ImageContent image)
    {
        var stage = image.StageOf(status.Component);
        IsAlone &= stage == Stage;
        Stage = stage;
        Array.Clear(_missing);
        status.Bitmap.AsSpan(0, status.BitmapLength).CopyTo(MemoryMarshal.AsBytes(_missing.AsSpan()));
        for (var piece = image.PiecesOf(stage); piece < 64 * _missing.Length; piece++)
        {
            _missing[piece >> 6] &= ~(1UL << (piece & 63));
        }

        foreach (var bits in _missing)
        {
            Lacking += BitOperations.PopCount(bits);
        }

        Needed = Math.Min(status.Missing, Lacking);
        Allowance = status.Credits;
        IsRepairable = stage > 0 && Lacking <= status.RepairRoom;
    }

    // A node at rest names no image: what it runs tells, and what it was at before.
    private SessionPhaseCode PhaseWithout(UpdateStatus status, ImageContent image)
    {
        var state = (UpdateStateCode)status.State;
        if (state is UpdateStateCode.Idle or UpdateStateCode.Confirmed && image.IsRunBy(status))
        {
            return SessionPhaseCode.Confirmed;
        }

        var wasAtIt = !status.HasImage && Phase != SessionPhaseCode.Unknown;
        return state switch
        {
            UpdateStateCode.RolledBack when wasAtIt => SessionPhaseCode.RolledBack,
            UpdateStateCode.Refused when wasAtIt => SessionPhaseCode.Refused,
            _ => SessionPhaseCode.Unknown
        };
    }

    private SessionPhaseCode PhaseOf(UpdateStatus status, ImageContent image)
    {
        if (image.IsKeySet)
        {
            return PhaseOfKeySet(status, image);
        }

        if (!status.HasImage || !status.Image.AsSpan().SequenceEqual(image.Id))
        {
            return PhaseWithout(status, image);
        }

        return (UpdateStateCode)status.State switch
        {
            UpdateStateCode.Staging =>
                image.StageOf(status.Component) < 0 ? SessionPhaseCode.Unknown : SessionPhaseCode.Fetching,
            UpdateStateCode.Staged or UpdateStateCode.Armed or UpdateStateCode.Trial => SessionPhaseCode.Fetched,
            UpdateStateCode.Confirmed => SessionPhaseCode.Confirmed,
            UpdateStateCode.RolledBack => SessionPhaseCode.RolledBack,
            UpdateStateCode.Refused => SessionPhaseCode.Refused,
            _ => SessionPhaseCode.Unknown
        };
    }

    // The state is that of the slots, which a key set leaves alone.
    private SessionPhaseCode PhaseOfKeySet(UpdateStatus status, ImageContent image) =>
        image.IsRunBy(status) ? SessionPhaseCode.Confirmed
        : status.HasImage && status.Image.AsSpan().SequenceEqual(image.Id) ? SessionPhaseCode.Fetching
        : Phase != SessionPhaseCode.Unknown && status.Reason != 0 ? SessionPhaseCode.Refused
        : SessionPhaseCode.Unknown;
}
