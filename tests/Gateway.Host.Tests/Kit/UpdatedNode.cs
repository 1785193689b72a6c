using System;
using System.Buffers.Binary;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;
using Stethos.Testing;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>Speaks as a node that is being updated: statuses on wish, and commands judged as a node judges them.</summary>
internal sealed class UpdatedNode
{
    private readonly IngestRig _rig;
    private readonly Node _node;
    private readonly CommandGuard _guard;
    private readonly byte[] _id = new byte[8];
    private int _judged;
    private uint _number;

    public UpdatedNode(IngestRig rig, ulong id)
    {
        _rig = rig;
        _node = new Node(id);
        var key = Enumerable.Range(0, 16).Select(i => (byte)(id + (ulong)i)).ToArray();
        rig.Keys[id] = key;
        BinaryPrimitives.WriteUInt64BigEndian(_id, id);
        _guard = new CommandGuard(new CommandEnvelope(key, "demo", new PortableKeyedHash()), _id);
        _guard.Renew([1, 2, 3, 4, 5, 6, 7, 8], 0);
    }

    public string Text => _node.Text;

    public DeviceKey Device => _node.Device;

    /// <summary>Version of the key set it tells of.</summary>
    public uint KeySet { get; set; } = 1;

    /// <summary>Makes itself known.</summary>
    public void BeBorn()
    {
        _rig.Send(_node.Topic(Topics.State), _node.State(0));
        Tell(UpdateStateCode.Idle, null);
    }

    /// <summary>The broker tells its will.</summary>
    public void Leave() => _rig.Send(_node.Topic(Topics.State), GoldenVector.Load("state-will").Bytes);

    /// <summary>Tells a status; of an image when there is one, running a release when it is given.</summary>
    public void Tell(
        UpdateStateCode state, SignedRelease? image, UpdateReasonCode reason = UpdateReasonCode.None, Manifest? running = null,
        int missing = 0, int component = 0) => TellAbout(state, image?.Digest, reason, running, missing, component);

    /// <summary>The same of anything that is fetched, by its digest.</summary>
    public void TellAbout(
        UpdateStateCode state, byte[]? image, UpdateReasonCode reason = UpdateReasonCode.None, Manifest? running = null,
        int missing = 0, int component = 0)
    {
        var status = new UpdateStatus
        {
            State = (int)state, Reason = (int)reason, Number = ++_number, HasNonce = true, HasImage = image is not null,
            Missing = missing, Component = component, Credits = state == UpdateStateCode.Staging || missing > 0 ? 4 : 0
        };
        status.Basis[UpdateBasis.KeySet] = KeySet;
        status.Key.SetDevice(_id, 0);
        status.Key.Boot = 1;
        _guard.Nonce.CopyTo(status.Nonce, 0);
        image?.AsSpan(0, 8).CopyTo(status.Image);
        for (var i = 0; i < missing; i++)
        {
            status.Miss(i);
        }

        foreach (var part in running is null ? [] : running.Components.Take(running.ComponentCount))
        {
            Array.Copy(part.Root, 0, status.Roots, part.Id == ComponentCode.Model ? 16 : 0, 16);
            status.Versions[part.Id == ComponentCode.Model ? 1 : 0] = part.Version;
        }

        var buffer = new byte[UpdateStatus.MaxLength];
        _rig.Send(_node.Topic(Topics.UpdateStatus), buffer[..status.Write(buffer, 0, buffer.Length, new CborWriter())]);
    }

    /// <summary>Whether a command of this action came since the last look that the node believes.</summary>
    public bool WasTold(UpdateActionCode action)
    {
        var messages = _rig.Link.Of(_node.Device, Topics.Updates);
        var isTold = false;
        for (; _judged < messages.Length; _judged++)
        {
            var (reader, command) = (new MessageReader(), new UpdateCommandMessage());
            if (reader.PeekKind(messages[_judged], 0, messages[_judged].Length) == MessageKindCode.UpdateCommand)
            {
                Assert.Equal(FrameErrorCode.None, command.Read(messages[_judged], 0, messages[_judged].Length, reader));
                Assert.Equal(UpdateReasonCode.None, _guard.Take(command, 1000));
                isTold |= command.Action == action;
            }
        }

        return isTold;
    }

    /// <summary>Messages of a kind that came to it.</summary>
    public int Count(MessageKindCode kind) => _rig.Link.Of(_node.Device, Topics.Updates)
        .Count(message => new MessageReader().PeekKind(message, 0, message.Length) == kind);
}
