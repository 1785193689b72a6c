using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Gateway.Updates.Pacing;
using Stethos.Gateway.Updates.Sessions;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.UpdateFleet;

namespace Stethos.Gateway.Updates.Tests.Sessions;

/// <summary>Two nodes behind an access point each, one of which carries more telemetry than it can.</summary>
public sealed class BusyAccessPointTests : IUpdateLink
{
    private const int Pieces = 20;
    private static readonly byte[] Image = [1, 2, 3, 4, 5, 6, 7, 8];
    private readonly Dictionary<DeviceKey, (UpdateStatus Status, int Got, int Asked)> _nodes = [];
    private readonly Queue<UpdateStatus> _told = [];
    private readonly VirtualTime _time = new();
    private HandOut _handOut = null!;

    [Fact]
    public void The_node_behind_the_quiet_one_is_served_and_the_busy_one_is_spared()
    {
        var content = new byte[2 * Pieces * 1024];
        new Random(5).NextBytes(content);
        var pacer = new SitePacer(new AirBudget(1_000_000, 100_000), new AirBudget(4_000, 2_000));
        _handOut = new HandOut(
            new ImageContent(Image, [1], [new ImageComponent(ComponentCode.Application, content, 10)]), pacer, this, _time,
            new HandOutOptions());
        var (busy, quiet) = (new DeviceKey(1), new DeviceKey(2));
        Add(busy, "hall-1", 0);
        Add(quiet, "hall-2", Pieces);
        for (var nowMs = 0; nowMs < 60_000; nowMs += 20)
        {
            pacer.Telemetry("hall-1", 200, _time.NowMs);
            _handOut.Turn();
            while (_told.TryDequeue(out var status))
            {
                _handOut.Take(status);
            }

            _time.NowMs += 20;
        }

        // 2 kB/s are 100 pieces in a minute; a sixteenth of that is 7, and 2 more from the start.
        Assert.Equal(Pieces, _nodes[quiet].Got);
        Assert.InRange(_nodes[busy].Got, 1, 10);
        Assert.InRange(_nodes[busy].Asked, 1, 20);
    }

    public bool SendToAll(ReadOnlySpan<byte> message)
    {
        Assert.Fail("each lacks something else: nothing is worth sending to all");
        return true;
    }

    public bool SendTo(DeviceKey device, ReadOnlySpan<byte> message)
    {
        var chunk = new UpdateChunk();
        Assert.Equal(FrameErrorCode.None, chunk.Read(message.ToArray(), 0, message.Length, new MessageReader()));
        var (status, got, asked) = _nodes[device];
        status.Bitmap[chunk.Place >> 3] &= (byte)~(1 << (int)(chunk.Place & 7));
        status.Missing--;
        status.Number++;
        _nodes[device] = (status, got + 1, asked);
        _told.Enqueue(status);
        return true;
    }

    public bool Offer(DeviceKey device)
    {
        var (status, got, asked) = _nodes[device];
        status.Number++;
        _nodes[device] = (status, got, asked + 1);
        _told.Enqueue(status);
        return true;
    }

    private void Add(DeviceKey device, string point, int first)
    {
        var status = new UpdateStatus
        {
            State = (int)UpdateStateCode.Staging, HasImage = true, Component = (int)ComponentCode.Application, Credits = 1, Missing = Pieces
        };
        status.Key.SetDevice([0, 0, 0, 0, 0, 0, 0, (byte)device.Value], 0);
        status.Key.Boot = 1;
        Image.CopyTo(status.Image, 0);
        foreach (var piece in Enumerable.Range(first, Pieces))
        {
            status.Miss(piece);
        }

        _nodes[device] = (status, 0, 0);
        _handOut.Add(device, point);
    }
}
