using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Host.Ingest;
using Stethos.Gateway.Storage;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>What a gateway's store holds, read from the file and not from anybody's memory.</summary>
internal sealed record StoreFacts(
    long Stored, long Doubled, long Missing, IReadOnlySet<long> Scorable, IReadOnlySet<long> Scored, IReadOnlySet<FrameId> Ids)
{
    public static StoreFacts Read(string file)
    {
        using var store = SqliteStore.Open(file, TimeProvider.System.GetUtcNow());
        Assert.Null(store.Problem);
        using var reader = store.OpenReader();
        var frames = reader.FramesAfter(0, int.MaxValue);
        var scored = frames.Select(frame => (frame.Id.Device, frame.Sensor)).Distinct()
            .SelectMany(sensor => reader.Verdicts(sensor.Device, sensor.Sensor, 0).Keys);
        return new StoreFacts(
            reader.CountFrames().Values.Sum(), reader.CountDoubled(), reader.LoadLedger().Missing,
            ScoringStage.Candidates(frames).Select(candidate => candidate.Frame.Row).ToHashSet(), scored.ToHashSet(),
            frames.Concat(reader.PicturesAfter(0, int.MaxValue)).Concat(reader.Reports(int.MaxValue))
                .Select(frame => frame.Id).ToHashSet());
    }

    /// <summary>Nothing lost, nothing doubled, every frame fit for it scored.</summary>
    public void HoldAll(long made)
    {
        Assert.Equal((made, 0, 0), (Stored, Doubled, Missing));
        Assert.Equal(Scorable.Order(), Scored.Order());
        Assert.NotEmpty(Scored);
    }
}
