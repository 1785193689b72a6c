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
        _agent = new UpdateAgent(_configuration, new NodeState(_boot, 64, 4096), _clock, parts);
        Turn();
    }

    /// <summary>One turn of the agent, and what it has to tell.</summary>
    public void Turn()
    {
        _clock.Advance(100);
        _agent.Step();
        _agent.Send(_link, _buffer);
        foreach (var (_, payload, _) in _link.Published)
        {
            Assert.Equal(FrameErrorCode.None, Status.Read(payload, 0, payload.Length, new MessageReader()));
        }

        _link.Published.Clear();
    }

    /// <summary>A command as the gateway makes it now.</summary>
    public void Order(UpdateActionCode action, byte[] digest)
    {
        var command = new UpdateCommandMessage { TtlSeconds = 3600, Wave = 1, Attempt = ++_attempt, Action = action };
        _configuration.Device.CopyTo(command.Device, 0);
        Status.Nonce.CopyTo(command.Nonce, 0);
        digest.CopyTo(command.Digest, 0);
        new CommandEnvelope(Key, _configuration.Site, _hash).Compute(command, command.Mac);
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

    private bool IsAskedFor(byte[] digest) =>
        Status.HasImage && Status.Component == 0 && Status.Image.AsSpan().SequenceEqual(digest.AsSpan(0, ManifestPart.ImageLength));

    private IEnumerable<int> Missing(byte[] bundle) =>
        Enumerable.Range(0, PartsOf(bundle)).Where(i => i < Status.BitmapLength * 8 && (Status.Bitmap[i >> 3] & (1 << (i & 7))) != 0);

    private static int PartsOf(byte[] bundle) => (bundle.Length + ManifestPart.MaxData - 1) / ManifestPart.MaxData;

    private void Deliver(int length) =>
        _agent.Take(Topics.Of("plant", "gw", DeviceId.ToText(_configuration.Device, 0), Topics.Updates), _buffer, length);
}
