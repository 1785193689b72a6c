using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Stethos.App;
using Stethos.App.Updates;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Board;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Slots;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>
/// A node with its own agent of updates, joined to the gateway of a test: whatever it says of a release is what a node says. It was
/// flashed with application 1.0.5, which is also its floor, by release 40. One thread.
/// </summary>
internal sealed class AgentNode : ILink
{
    public const uint Version = 0x0100_0005;
    public const uint Sequence = 40;

    /// <summary>Bytes of a slot.</summary>
    public const int Room = 1 << 14;

    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)7, 32)];
    private readonly PortableKeyedHash _hash = new();
    private readonly VirtualClock _clock = new();
    private readonly byte[] _buffer = new byte[2048];
    private readonly IngestRig _rig;
    private readonly Node _node;
    private readonly NodeConfiguration _configuration;
    private readonly UpdateAgent _agent;
    private (int Own, int All) _taken;

    public AgentNode(IngestRig rig, ulong id, TestOwner owner, MemoryFileStore files)
    {
        (_rig, _node, Files) = (rig, new Node(id), files);
        rig.Keys[id] = Key;
        var device = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(device, id);
        _configuration = new NodeConfiguration
        {
            Site = "demo", Gateway = "gw1", Device = device, Name = "pump", PeriodMs = 100, OutboxCapacity = 64
        };
        var store = new KeySetStore(files);
        store.Load();
        store.Save(owner.First.Keys);
        var loader = new NodeLoader(files, _hash);
        loader.Boot(StartCauseCode.PowerOn);
        Flash(loader.Machine);
        loader = new NodeLoader(files, _hash);
        loader.Boot(StartCauseCode.PowerOn);
        var random = new SystemRandom(1);
        var trust = new UpdateTrust(new CommandEnvelope(Key, "demo", _hash), device, new KeySetStore(files), loader.Machine, random);
        var parts = new UpdateParts(loader, files, _hash, random, new VirtualMemory(100_000), trust);
        (parts.Facts.Board, parts.Facts.LoaderVersion, parts.Facts.TensorAbi) = ("virtual-rev-a", 1, 1);
        (parts.Facts.ApplicationRoom, parts.Facts.ModelRoom) = (Room, Room);
        _agent = new UpdateAgent(_configuration, new NodeState(1, 64, 4096), _clock, parts);
        Machine = loader.Machine;
    }

    public MemoryFileStore Files { get; }

    public UpdateMachine Machine { get; }

    public string Text => _node.Text;

    public Domain.Frames.DeviceKey Device => _node.Device;

    /// <summary>What becomes of a message on its way to the node; null = it comes as it was sent.</summary>
    public Func<byte[], IEnumerable<byte[]>>? Air { get; set; }

    /// <inheritdoc/>
    public bool IsConnected => true;

    /// <summary>Makes itself known.</summary>
    public void BeBorn()
    {
        _rig.Send(_node.Topic(Topics.State), _node.State(0));
        Turn();
    }

    /// <summary>A stretch of time on both sides: what the gateway sent arrives, the agent works, its statuses go out.</summary>
    public void Turn()
    {
        _rig.Time.Advance(TimeSpan.FromMilliseconds(200));
        Hear(_rig.Link.Of(_node.Device, Topics.Updates), ref _taken.Own, _node.Text);
        Hear(_rig.Link.Of(new Domain.Frames.DeviceKey(ulong.MaxValue), Topics.Updates), ref _taken.All, "ffffffffffffffff");
        for (var i = 0; i < 4; i++)
        {
            _clock.Advance(50);
            _agent.Step();
            _agent.Send(this, _buffer);
        }
    }

    /// <inheritdoc/>
    public LinkStatusCode Connect(string clientId, string willTopic, string willText) => LinkStatusCode.Ok;

    /// <inheritdoc/>
    public void Disconnect()
    {
    }

    /// <inheritdoc/>
    public LinkStatusCode Subscribe(string topic) => LinkStatusCode.Ok;

    /// <inheritdoc/>
    public LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained)
    {
        _rig.Send(topic, payload[offset..(offset + count)]);
        return LinkStatusCode.Ok;
    }

    /// <inheritdoc/>
    public bool TryReceive(out string topic, byte[] buffer, out int length)
    {
        (topic, length) = ("", 0);
        return false;
    }

    private void Hear(byte[][] messages, ref int taken, string device)
    {
        foreach (var message in messages.Skip(taken).SelectMany(sent => Air?.Invoke(sent) ?? [sent]))
        {
            _agent.Take(Topics.Of("demo", "gw1", device, Topics.Updates), message, message.Length);
            _agent.Step();
        }

        taken = messages.Length;
    }

    private void Flash(UpdateMachine machine)
    {
        byte[] application = [1, 2, 3, 4, 5];
        var list = machine.Verifier.List;
        Assert.True(list.Begin([1, 2, 3, 4, 5, 6, 7, 8], 0, application.Length, ChunkList.DefaultChunkLog2));
        list.Set(0, _hash, application, 0);
        var facts = new ReleaseFacts { Sequence = Sequence };
        (facts.Application.IsPresent, facts.Application.Version, facts.Application.Floor) = (true, Version, Version);
        facts.ImageId[0] = 1;
        list.ComputeRoot(_hash, facts.Application.Root);
        var factory = new FactoryFlash(machine, _hash);
        Assert.Equal(UpdateReasonCode.None, machine.Accept(facts));
        Assert.Equal(UpdateReasonCode.None, factory.Fill(ComponentCode.Application, list, application));
        Assert.Equal(UpdateReasonCode.None, factory.Finish());
    }
}
