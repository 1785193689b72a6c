using System;
using System.Threading;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Upkeep;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Mqtt;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>Encodes and sends what the gateway says to nodes. Thread safe.</summary>
internal sealed class NodeSender(SiteMemory site, INodeLink link, TimeProvider time)
{
    private readonly Lock _sync = new();
    private readonly Acknowledgement _acknowledgement = new();
    private readonly Command _command = new();
    private readonly CborWriter _writer = new();
    private readonly byte[] _buffer = new byte[Acknowledgement.MaxLength + Command.MaxLength];
    private uint _lastCommand = (uint)time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Acknowledges all that is durable of one boot; caller holds the site's lock.</summary>
    public void Acknowledge(DeviceKey device, uint boot)
    {
        lock (_sync)
        {
            _acknowledgement.Boot = boot;
            _acknowledgement.TimeMs = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds();
            site.Ledger.Of(device, boot).Fill(_acknowledgement);
            _acknowledgement.HasMac = false;
            if (site.Keys.TryGetValue(device.Value, out var key) && site.NodeOf(device).Upkeep.TakeNonce() is { } nonce)
            {
                ConfigurationWriter.Authenticate(_acknowledgement, device, key, nonce);
            }

            var length = _acknowledgement.Write(_buffer, 0, _buffer.Length, _writer);
            link.Send(device, Topics.Acknowledgements, _buffer.AsSpan(0, length));
        }
    }

    /// <summary>Asks a node for its next window as a burst; false when there is no session with the broker.</summary>
    public bool RequestBurst(DeviceKey device, int sensor) => Send(device, CommandCode.SendBurst, sensor);

    /// <summary>Asks a node for a crop of its next picture, at a place or where it likes.</summary>
    public bool RequestCrop(DeviceKey device, int sensor, int? column, int? row)
    {
        lock (_sync)
        {
            _command.HasRegion = column is not null && row is not null;
            _command.Column = column ?? 0;
            _command.Row = row ?? 0;
            var isSent = Send(device, CommandCode.SendCrop, sensor);
            _command.HasRegion = false;
            return isSent;
        }
    }

    /// <summary>Sends a configuration; false when there is no key or no session with the broker.</summary>
    public bool Configure(DeviceKey device, uint number, byte[] body) =>
        site.Keys.TryGetValue(device.Value, out var key)
        && link.Send(device, Topics.Configurations, ConfigurationWriter.Message(device, key, number, body));

    /// <summary>Sessions with the broker begun so far.</summary>
    public long Sessions => link.Sessions;

    /// <summary>Asks a node to tell its state and to send again what was not acknowledged.</summary>
    public bool RequestState(DeviceKey device) => Send(device, CommandCode.SendState, 0);

    /// <summary>Asks a node to blink, so that a person finds it.</summary>
    public bool Identify(DeviceKey device, int seconds) => Send(device, CommandCode.Identify, 0, seconds);

    private bool Send(DeviceKey device, CommandCode code, int sensor, int samples = 0)
    {
        lock (_sync)
        {
            _lastCommand++;
            _command.Id = _lastCommand;
            _command.Code = code;
            _command.Sensor = sensor;
            _command.Samples = samples;
            var length = _command.Write(_buffer, 0, _buffer.Length, _writer);
            return link.Send(device, Topics.Commands, _buffer.AsSpan(0, length));
        }
    }
}
