using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Stethos.Benchmarks.Kit;
using Stethos.Mosquitto;
using Stethos.Protocol;

namespace Stethos.Benchmarks.Ingest;

/// <summary>Plays nodes that publish: every frame has its own key, sequences go on from load to load.</summary>
internal sealed class FrameLoad : IDisposable
{
    private const int Publishers = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FrameSource _source = new();
    private readonly MosquittoClient[] _clients;
    private readonly string[] _topics;
    private readonly byte[][] _devices;
    private readonly ulong _timeMs = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
    private byte[][] _prepared = [];

    public FrameLoad(int port, int devices, string site)
    {
        _devices = [.. Enumerable.Range(0, devices).Select(FrameSource.Device)];
        _topics =
        [
            .. Enumerable.Range(0, devices)
                .Select(i => Topics.Of(site, GatewayProcess.Gateway, FrameSource.DeviceText(i), Topics.Frames))
        ];
        _clients = [.. Enumerable.Range(0, Publishers).Select(i => Connect(port, $"nodes-{site}-{i}"))];
    }

    /// <summary>Last sequence made, the same for all devices.</summary>
    public uint Sequence { get; private set; }

    /// <summary>Encodes a number of frames, device by device in turn.</summary>
    public void Prepare(int frames)
    {
        var buffer = new byte[FeatureFrame.MaxLength];
        _prepared = new byte[frames / _devices.Length * _devices.Length][];
        for (var i = 0; i < _prepared.Length; i++)
        {
            var device = i % _devices.Length;
            Sequence += device == 0 ? 1u : 0u;
            var length = _source.Encode(_devices[device], 1, Sequence, _timeMs + Sequence, buffer);
            _prepared[i] = buffer[..length];
        }
    }

    /// <summary>Publishes what was prepared, as fast as it goes; ends when the broker has acknowledged all.</summary>
    public void Publish()
    {
        var payloads = _prepared;
        Parallel(publisher =>
        {
            for (var i = publisher; i < payloads.Length; i += Publishers)
            {
                Send(_clients[publisher], _topics[i % _topics.Length], payloads[i]);
            }

            WaitEmpty(_clients[publisher]);
        });
    }

    /// <summary>Publishes at a steady rate; tells the moment before each frame is handed over.</summary>
    public void PublishAtRate(int framesPerSecond, TimeSpan duration, Action<int, uint> publishing)
    {
        var buffer = new byte[FeatureFrame.MaxLength];
        using var pause = new ManualResetEventSlim();
        var start = Stopwatch.GetTimestamp();
        var total = (long)(framesPerSecond * duration.TotalSeconds);
        for (var sent = 0L; sent < total;)
        {
            var due = Math.Min(total, (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * framesPerSecond));
            for (; sent < due; sent++)
            {
                var device = (int)(sent % _devices.Length);
                if (device == 0)
                {
                    Sequence++;
                }

                var length = _source.Encode(_devices[device], 1, Sequence, _timeMs + Sequence, buffer);
                publishing(device, Sequence);
                Send(_clients[0], _topics[device], buffer.AsSpan(0, length));
            }

            pause.Wait(1);
        }

        WaitEmpty(_clients[0]);
    }

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

    internal static MosquittoClient Connect(int port, string name)
    {
        var client = new MosquittoClient(new MosquittoOptions { ClientId = name, Port = port, MaxInFlight = 10_000 });
        client.Connect();
        return client.WaitConnected(Patience) ? client : throw new BenchmarkException($"{name} cannot connect to the broker");
    }

    private static void Send(MosquittoClient client, string topic, ReadOnlySpan<byte> payload)
    {
        var wait = new SpinWait();
        for (var result = client.Publish(topic, payload, MqttQos.AtLeastOnce, retain: false); result != PublishResult.Ok;
             result = client.Publish(topic, payload, MqttQos.AtLeastOnce, retain: false))
        {
            if (result != PublishResult.QueueFull)
            {
                throw new BenchmarkException($"publishing failed: {result}");
            }

            wait.SpinOnce();
        }
    }

    private static void WaitEmpty(MosquittoClient client)
    {
        var start = Stopwatch.GetTimestamp();
        using var pause = new ManualResetEventSlim();
        while (client.QueuedCount > 0)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new BenchmarkException("the broker does not acknowledge");
            }

            pause.Wait(1);
        }
    }

    private static void Parallel(Action<int> work)
    {
        Exception? fault = null;
        var threads = Enumerable.Range(0, Publishers).Select(i => new Thread(() =>
        {
            try
            {
                work(i);
            }
            catch (BenchmarkException wrong)
            {
                fault = wrong;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (fault is not null)
        {
            throw fault;
        }
    }
}
