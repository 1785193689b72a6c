using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Stethos.Benchmarks.Kit;
using Stethos.Mosquitto;
using Stethos.Protocol;

namespace Stethos.Benchmarks.Ingest;

/// <summary>Plays nodes that wait: knows up to which sequence the gateway has acknowledged every device's frames.</summary>
internal sealed class AcknowledgementListener : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly MosquittoClient _client;
    private readonly Dictionary<string, int> _indexOf;
    private readonly uint[] _cumulative;
    private readonly Acknowledgement _acknowledgement = new();
    private readonly MessageReader _reader = new();
    private readonly byte[] _buffer = new byte[Acknowledgement.MaxLength];
    private readonly object _sync = new();

    public AcknowledgementListener(int port, int devices)
    {
        string Topic(int i) =>
            Topics.Of(GatewayProcess.Site, GatewayProcess.Gateway, FrameSource.DeviceText(i), Topics.Acknowledgements);
        _indexOf = Enumerable.Range(0, devices).ToDictionary(Topic);
        _cumulative = new uint[devices];
        _client = FrameLoad.Connect(port, "acknowledgements");
        _client.OnMessage = Take;
        using var subscribed = new ManualResetEventSlim();
        _client.OnSubscribe = (_, _) => subscribed.Set();
        _client.Subscribe(
            Topics.FilterOf(GatewayProcess.Site, GatewayProcess.Gateway, Topics.Acknowledgements), MqttQos.AtLeastOnce);
        if (!subscribed.Wait(Patience))
        {
            throw new BenchmarkException("the broker does not answer a subscription");
        }
    }

    /// <summary>Runs on the network thread: device, first and last sequence newly acknowledged.</summary>
    public Action<int, uint, uint>? Advanced { get; set; }

    /// <summary>Waits until every device is acknowledged up to a sequence.</summary>
    public void WaitFor(uint sequence)
    {
        lock (_sync)
        {
            while (_cumulative.Min() < sequence)
            {
                if (!Monitor.Wait(_sync, Patience))
                {
                    throw new BenchmarkException(
                        $"frames were not acknowledged: {_cumulative.Count(value => value < sequence)} devices wait for {sequence}");
                }
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private void Take(in MosquittoMessage message)
    {
        message.Payload.CopyTo(_buffer);
        if (!_indexOf.TryGetValue(message.Topic, out var device)
            || _acknowledgement.Read(_buffer, 0, message.Payload.Length, _reader) != FrameErrorCode.None)
        {
            return;
        }

        lock (_sync)
        {
            var before = _cumulative[device];
            if (_acknowledgement.Cumulative > before)
            {
                Advanced?.Invoke(device, before + 1, _acknowledgement.Cumulative);
                _cumulative[device] = _acknowledgement.Cumulative;
                Monitor.PulseAll(_sync);
            }
        }
    }
}
