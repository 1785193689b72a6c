using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Stethos.Mosquitto;
using Stethos.Protocol;
using Stethos.Releases.Bundles;
using Stethos.Update;
using Stethos.Update.Trust;

namespace Stethos.EndToEnd.Tests.Updates;

/// <summary>
/// The gateway's half of an update in its plainest form: commands a release to every board, sends what each says it lacks, as much
/// as it grants, and has it activated once all of it is there.
/// </summary>
internal sealed class UpdateSender : IDisposable
{
    private const int TtlSeconds = 600;

    // Boards take none twice, whoever sends.
    private static uint _attempts;
    private readonly MosquittoClient _client;
    private readonly IReadOnlyDictionary<string, byte[]> _keys;
    private readonly ReleaseBundle _release;
    private readonly byte[] _head;
    private readonly Lock _sync = new();
    private readonly Dictionary<string, UpdateStatus> _newest = [];
    private readonly Dictionary<string, string> _ordered = [];
    private readonly HashSet<string> _activated = [];
    private readonly List<string> _told = [];
    private readonly MessageReader _reader = new();
    private readonly CborWriter _writer = new();
    private readonly byte[] _buffer = new byte[2048];

    public UpdateSender(int port, IReadOnlyDictionary<string, byte[]> keys, ReleaseBundle release)
    {
        _keys = keys;
        _release = release;
        _head = release.Head();
        _client = new MosquittoClient(new MosquittoOptions { ClientId = "sender-" + Guid.NewGuid().ToString("N")[..8], Port = port })
        {
            OnMessage = Take
        };
        _client.Connect();
        Assert.True(_client.WaitConnected(TimeSpan.FromSeconds(10)), "no broker for the sender");
        _client.Subscribe(Topics.FilterOf("demo", "gw1", Topics.UpdateStatus), MqttQos.AtLeastOnce);
        foreach (var device in keys.Keys)
        {
            var ask = new Command { Id = 1, Code = CommandCode.SendState };
            var length = ask.Write(_buffer, 0, _buffer.Length, _writer);
            _client.Publish(Topics.Of("demo", "gw1", device, Topics.Commands), _buffer.AsSpan(0, length), MqttQos.AtLeastOnce, false);
        }
    }

    /// <summary>Chunks and parts sent so far.</summary>
    public int Sent { get; private set; }

    /// <summary>What boards said, a line each.</summary>
    public string Told
    {
        get
        {
            lock (_sync)
            {
                return string.Join('\n', _told);
            }
        }
    }

    /// <summary>Whether all boards told that they are in this state, and run this version.</summary>
    public bool AreAll(UpdateStateCode state, uint version)
    {
        lock (_sync)
        {
            return _newest.Count == _keys.Count
                && _newest.Values.All(status => status.State == (int)state && status.Versions[0] == version);
        }
    }

    /// <summary>Whether all boards tried the release and told that they run this version again.</summary>
    public bool HaveAllReturned(uint version)
    {
        lock (_sync)
        {
            return _activated.Count == _keys.Count && AreAll(UpdateStateCode.RolledBack, version);
        }
    }

    /// <summary>Whether every board said this of its state and reason at some time.</summary>
    public bool HaveAllSaid(string stateAndReason)
    {
        lock (_sync)
        {
            return _keys.Keys.All(device => _told.Any(line =>
                line.StartsWith(device, StringComparison.Ordinal) && line.Contains($" {stateAndReason} ", StringComparison.Ordinal)));
        }
    }

    /// <summary>The reasons boards gave last.</summary>
    public IReadOnlyList<UpdateReasonCode> Reasons
    {
        get
        {
            lock (_sync)
            {
                return [.. _newest.Values.Select(status => (UpdateReasonCode)status.Reason)];
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private void Take(in MosquittoMessage message)
    {
        var device = message.Topic.Split('/')[4];
        var status = new UpdateStatus();
        lock (_sync)
        {
            var bytes = message.Payload.ToArray();
            if (status.Read(bytes, 0, bytes.Length, _reader) != FrameErrorCode.None || !_keys.ContainsKey(device))
            {
                return;
            }

            _told.Add(
                $"{device} boot {status.Key.Boot} {(UpdateStateCode)status.State} {(UpdateReasonCode)status.Reason} "
                + $"runs {ReleaseVersion.Text(status.Versions[0])} lacks {status.Missing} of {status.Component}");
            _newest[device] = status;
            Answer(device, status);
        }
    }

    private void Answer(string device, UpdateStatus status)
    {
        var isOurs = status.HasImage && status.Image.AsSpan().SequenceEqual(_release.ImageId);
        switch ((UpdateStateCode)status.State)
        {
            case UpdateStateCode.Staged when isOurs:
                Order(device, status, UpdateActionCode.Activate);
                _activated.Add(device);
                break;
            case UpdateStateCode.Idle or UpdateStateCode.Confirmed or UpdateStateCode.RolledBack or UpdateStateCode.Refused
                when !isOurs && !_activated.Contains(device):
                Order(device, status, UpdateActionCode.Download);
                break;
            default:
                Serve(device, status);
                break;
        }
    }

    private void Serve(string device, UpdateStatus status)
    {
        var left = status.Credits;
        for (var i = 0; i < 1024 && left > 0; i++)
        {
            if (status.IsMissing(i) && (status.Component == 0 ? SendPart(device, i) : SendChunk(device, status.Component, i)))
            {
                left--;
            }
        }
    }

    private bool SendPart(string device, int index)
    {
        var at = index * ManifestPart.MaxData;
        if (at >= _head.Length)
        {
            return false;
        }

        var part = new ManifestPart
        {
            Index = index,
            Parts = (_head.Length + ManifestPart.MaxData - 1) / ManifestPart.MaxData,
            Data = _head,
            DataOffset = at,
            DataCount = Math.Min(ManifestPart.MaxData, _head.Length - at)
        };
        _release.ImageId.CopyTo(part.Image, 0);
        return Send(device, part.Write(_buffer, 0, _buffer.Length, _writer));
    }

    private bool SendChunk(string device, int component, int index)
    {
        var bytes = _release.Components[(ComponentCode)component];
        var at = index * UpdateChunk.MaxData;
        var chunk = new UpdateChunk
        {
            Component = component,
            Place = (uint)index,
            Length = Math.Min(UpdateChunk.MaxData, bytes.Length - at),
            Data = bytes,
            DataOffset = at,
            DataCount = Math.Min(UpdateChunk.MaxData, bytes.Length - at)
        };
        _release.ImageId.CopyTo(chunk.Image, 0);
        return Send(device, chunk.Write(_buffer, 0, _buffer.Length, _writer));
    }

    // Once for each nonce and action: the board answers with what it has become.
    private void Order(string device, UpdateStatus status, UpdateActionCode action)
    {
        var ordered = $"{action} {Convert.ToHexString(status.Nonce)}";
        if (!status.HasNonce || (_ordered.TryGetValue(device, out var before) && before == ordered))
        {
            return;
        }

        _ordered[device] = ordered;
        var command = new UpdateCommandMessage
        {
            TtlSeconds = TtlSeconds, Wave = 1, Attempt = Interlocked.Increment(ref _attempts), Action = action
        };
        Convert.FromHexString(device).CopyTo(command.Device, 0);
        status.Nonce.CopyTo(command.Nonce, 0);
        _release.Digest.CopyTo(command.Digest, 0);
        new CommandEnvelope(_keys[device], "demo", new PortableKeyedHash()).Compute(command, command.Mac);
        Send(device, command.Write(_buffer, 0, _buffer.Length, _writer));
    }

    private bool Send(string device, int length)
    {
        Assert.True(length > 0, "a message that cannot be written");
        Sent++;
        _client.Publish(Topics.Of("demo", "gw1", device, Topics.Updates), _buffer.AsSpan(0, length), MqttQos.AtMostOnce, false);
        return true;
    }
}
