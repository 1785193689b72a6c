using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.App.Tests.Loops;
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

namespace Stethos.App.Tests.Updates;

/// <summary>A node's agent of updates on files that a test cuts, and its gateway, which has the node's key. One thread.</summary>
internal sealed class UpdatedNode
{
    private const int MostTurns = 400;
    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)7, 32)];
    private readonly PortableKeyedHash _hash = new();
    private readonly CborWriter _writer = new();
    private readonly byte[] _buffer = new byte[2048];
    private readonly NodeConfiguration _configuration = new()
    {
        Site = "plant", Gateway = "gw", Device = [0, 1, 2, 3, 4, 5, 6, 7], Name = "pump", PeriodMs = 100, OutboxCapacity = 64
    };

    private readonly ScriptedLink _link = new();
    private UpdateAgent _agent = null!;
    private NodeLoader _loader = null!;
    private VirtualClock _clock = null!;
    private uint _attempt;
    private uint _boot;

    public UpdatedNode(PowerCutFileStore files)
    {
        Files = files;
        _link.Connect("", "", "");
    }

    public PowerCutFileStore Files { get; }

    public UpdateMachine Machine => _loader.Machine;

    /// <summary>Of the present boot.</summary>
    public NodeState State { get; private set; } = null!;

    /// <summary>Uptime, ms.</summary>
    public long Now => _clock.UptimeMs;

    /// <summary>What the node told last.</summary>
    public UpdateStatus Status { get; } = new();

    public UpdateReasonCode Reason => (UpdateReasonCode)Status.Reason;

    /// <summary>A start with nothing but what is on flash.</summary>
    public void Boot()
    {
        _loader = new NodeLoader(Files, _hash);
        _loader.Boot(StartCauseCode.PowerOn);
        _clock = new VirtualClock();
        var random = new SystemRandom((int)++_boot);
        var trust = new UpdateTrust(
            new CommandEnvelope(Key, _configuration.Site, _hash), _configuration.Device, new KeySetStore(Files), Machine, random);
        var parts = new UpdateParts(_loader, Files, _hash, random, new VirtualMemory(100_000), trust);
        (parts.Facts.Board, parts.Facts.LoaderVersion, parts.Facts.TensorAbi) = (TestOwner.Board, 1, 1);
        (parts.Facts.ApplicationRoom, parts.Facts.ModelRoom) = (1 << 18, 1 << 18);
        parts.Model = _loader.Read(ComponentCode.Model);
        State = new NodeState(_boot, 64, 4096);
        _agent = new UpdateAgent(_configuration, State, _clock, parts);
        Turn();
    }

    /// <summary>Topics the link loop subscribes on a fresh session.</summary>
    public IReadOnlyCollection<string> Connect()
    {
        var link = new ScriptedLink();
        State.Updates = _agent;
        new LinkLoop(_configuration, [], link, new SystemRandom(1), new NodeClock(_clock), State).Step();
        return link.Subscriptions;
    }

    /// <summary>Flashes the application it has from the factory; the next boot starts it.</summary>
    public void Flash(byte[] image) => Assert.Equal(UpdateReasonCode.None, _loader.Flash(image, 1, [1, 2, 3, 4, 5, 6, 7, 8]));

    /// <summary>Puts a release into the slots, as an agent leaves it that was given everything.</summary>
    public void Stage(SignedRelease release, params IReadOnlyList<(ComponentCode Id, byte[] Bytes)> components)
    {
        var facts = new ReleaseFacts { Sequence = 1 };
        release.Digest.AsSpan(0, BootRecord.ImageIdLength).CopyTo(facts.ImageId);
        var list = new ChunkList(ChunkList.MostChunks);
        foreach (var (id, bytes) in release.Lists)
        {
            Assert.Equal(UpdateReasonCode.None, list.Read(bytes, 0, bytes.Length));
            (facts.Of(id).IsPresent, facts.Of(id).Version) = (true, 2);
            list.ComputeRoot(_hash, facts.Of(id).Root);
        }

        Assert.Equal(UpdateReasonCode.None, Machine.Accept(facts));
        foreach (var (id, bytes) in release.Lists)
        {
            list.Read(bytes, 0, bytes.Length);
            var image = components.Single(component => component.Id == id).Bytes;
            Assert.Equal(UpdateReasonCode.None, new FactoryFlash(Machine, _hash).Fill(id, list, image));
        }

        var first = release.Lists.Any(pair => pair.Id == ComponentCode.Application) ? ComponentCode.Application : ComponentCode.Model;
        var name = SlotNames.Manifest(SlotNames.Prefix(first, SlotPair.SlotOf(Machine.Record.Trial, first)));
        Files.Write(name, release.Manifest, 0, release.Manifest.Length);
        Assert.Equal(UpdateReasonCode.None, Machine.Staged());
    }

    /// <summary>Time passes, turn by turn; <paramref name="each"/> happens before each.</summary>
    public void Run(int seconds, Action<long> each)
    {
        for (var i = 0; i < seconds && Machine.State == UpdateStateCode.Trial; i++)
        {
            each(_clock.UptimeMs);
            Turn(1000);
        }
    }

    /// <summary>One turn of the agent, and what it has to tell.</summary>
    public void Turn(int milliseconds = 100)
    {
        _clock.Advance(milliseconds);
        _agent.Step();
        _agent.Send(_link, _buffer);
        foreach (var (_, payload, _) in _link.Published)
        {
            Assert.Equal(FrameErrorCode.None, Status.Read(payload, 0, payload.Length, new MessageReader()));
        }

        _link.Published.Clear();
    }

    /// <summary>A command as the gateway makes it now.</summary>
    public void Order(UpdateActionCode action, byte[] digest) => Order(action, digest, Key);

    /// <summary>The same by somebody with another key, perhaps.</summary>
    public void Order(UpdateActionCode action, byte[] digest, byte[] key)
    {
        var command = new UpdateCommandMessage { TtlSeconds = 2 * 86_400, Wave = 1, Attempt = ++_attempt, Action = action };
        _configuration.Device.CopyTo(command.Device, 0);
        Status.Nonce.CopyTo(command.Nonce, 0);
        digest.CopyTo(command.Digest, 0);
        new CommandEnvelope(key, _configuration.Site, _hash).Compute(command, command.Mac);
        Deliver(command.Write(_buffer, 0, _buffer.Length, _writer));
        Turn();
    }

    /// <summary>Sends the missing parts of a bundle as long as the node asks for them; ends when it asks for none.</summary>
    public void Serve(byte[] digest, byte[] bundle)
    {
        for (var i = 0; i < MostTurns && IsAskedFor(digest); i++)
        {
            foreach (var index in Missing(bundle).Take(Status.Credits))
            {
                var part = new ManifestPart
                {
                    Index = index, Parts = PartsOf(bundle), Data = bundle, DataOffset = index * ManifestPart.MaxData,
                    DataCount = Math.Min(ManifestPart.MaxData, bundle.Length - (index * ManifestPart.MaxData))
                };
                digest.AsSpan(0, ManifestPart.ImageLength).CopyTo(part.Image);
                Deliver(part.Write(_buffer, 0, _buffer.Length, _writer));
            }

            Turn();
            _agent.Tell();
            Turn();
        }
    }

    /// <summary>Sends the chunks the node lacks of a component, as long as it asks for them.</summary>
    public void ServeChunks(SignedRelease release, ComponentCode component, byte[] image)
    {
        for (var i = 0; i < MostTurns && Status.HasImage && Status.Component == (int)component; i++)
        {
            foreach (var index in Enumerable.Range(0, Status.BitmapLength * 8).Where(Status.IsMissing).Take(Status.Credits).ToArray())
            {
                DeliverChunk(release, component, image, index);
            }

            Turn();
            _agent.Tell();
            Turn();
        }
    }

    /// <summary>A chunk with these bytes in its place arrives, on the node's own topic or on <paramref name="topic"/>.</summary>
    public bool DeliverChunk(
        SignedRelease release, ComponentCode component, byte[] image, int index, uint? place = null, string? topic = null)
    {
        var at = index * UpdateChunk.MaxData;
        var count = Math.Min(UpdateChunk.MaxData, image.Length - at);
        var chunk = new UpdateChunk
        {
            Component = (int)component, Place = place ?? (uint)index, Length = count, Data = image, DataOffset = at, DataCount = count
        };
        release.Digest.AsSpan(0, ManifestPart.ImageLength).CopyTo(chunk.Image);
        return _agent.Take(topic ?? Topic("0001020304050607"), _buffer, chunk.Write(_buffer, 0, _buffer.Length, _writer));
    }

    /// <summary>The topic of updates to a device of this site.</summary>
    public static string Topic(string device) => Topics.Of("plant", "gw", device, Topics.Updates);

    private bool IsAskedFor(byte[] digest) =>
        Status.HasImage && Status.Component == 0 && Status.Image.AsSpan().SequenceEqual(digest.AsSpan(0, ManifestPart.ImageLength));

    private IEnumerable<int> Missing(byte[] bundle) =>
        Enumerable.Range(0, PartsOf(bundle)).Where(i => i < Status.BitmapLength * 8 && (Status.Bitmap[i >> 3] & (1 << (i & 7))) != 0);

    private static int PartsOf(byte[] bundle) => (bundle.Length + ManifestPart.MaxData - 1) / ManifestPart.MaxData;

    private void Deliver(int length) =>
        _agent.Take(Topics.Of("plant", "gw", DeviceId.ToText(_configuration.Device, 0), Topics.Updates), _buffer, length);
}
