using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Mqtt;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>Keeps what the gateway says to nodes.</summary>
internal sealed class RecordingLink : INodeLink
{
    private readonly Lock _sync = new();
    private readonly List<(DeviceKey Device, string Channel, byte[] Payload)> _sent = [];

    /// <summary>Set by the test: the session was lost and begun again.</summary>
    public long Sessions { get; set; }

    public bool Send(DeviceKey device, string channel, ReadOnlySpan<byte> payload)
    {
        lock (_sync)
        {
            _sent.Add((device, channel, payload.ToArray()));
            return true;
        }
    }

    public bool SendToAll(string channel, ReadOnlySpan<byte> payload) => Send(new DeviceKey(ulong.MaxValue), channel, payload);

    /// <summary>Acknowledgements of a device, oldest first.</summary>
    public IReadOnlyList<Acknowledgement> AcknowledgementsOf(DeviceKey device) =>
        [.. Of(device, Topics.Acknowledgements).Select(payload =>
        {
            var message = new Acknowledgement();
            Assert.Equal(FrameErrorCode.None, message.Read(payload, 0, payload.Length, new MessageReader()));
            return message;
        })];

    /// <summary>Commands to all devices, oldest first.</summary>
    public IReadOnlyList<(DeviceKey Device, Command Command)> Commands
    {
        get
        {
            lock (_sync)
            {
                var commands = _sent.Where(message => message.Channel == Topics.Commands);
                return [.. commands.Select(message => (message.Device, Read(message.Payload)))];
            }
        }
    }

    /// <summary>Numbers of the configurations sent to a device, oldest first.</summary>
    public IReadOnlyList<uint> ConfigurationsOf(DeviceKey device) =>
        [.. Of(device, Topics.Configurations).Select(payload =>
        {
            var message = new ConfigurationMessage();
            Assert.Equal(FrameErrorCode.None, message.Read(payload, 0, payload.Length, new MessageReader()));
            return message.Number;
        })];

    private static Command Read(byte[] payload)
    {
        var command = new Command();
        Assert.Equal(FrameErrorCode.None, command.Read(payload, 0, payload.Length, new MessageReader()));
        return command;
    }

    public byte[][] Of(DeviceKey device, string channel)
    {
        lock (_sync)
        {
            return [.. _sent.Where(message => message.Device == device && message.Channel == channel).Select(message => message.Payload)];
        }
    }
}
