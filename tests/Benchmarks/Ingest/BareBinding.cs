using System.Globalization;
using System.Threading;
using Stethos.Mosquitto;

namespace Stethos.Benchmarks.Ingest;

/// <summary>
/// This program as a subscriber that only counts, through the binding the gateway uses: a process of its own, so that it is
/// paused and resumed as the others are.
/// </summary>
internal static class BareBinding
{
    /// <summary>First argument that asks for it.</summary>
    public const string Argument = "--count-messages";

    /// <summary>Arguments: port, client id, topic filter, number of messages. Ends when all have come.</summary>
    public static int Run(string[] arguments)
    {
        var expected = long.Parse(arguments[4], CultureInfo.InvariantCulture);
        var received = 0L;
        using var all = new ManualResetEventSlim();
        using var client = new MosquittoClient(new MosquittoOptions
        {
            Port = int.Parse(arguments[1], CultureInfo.InvariantCulture),
            ClientId = arguments[2],
            CleanSession = false,
            MaxInFlight = 10_000
        })
        {
            OnMessage = (in MosquittoMessage _) =>
            {
                if (++received == expected)
                {
                    all.Set();
                }
            }
        };
        client.Subscribe(arguments[3], MqttQos.AtLeastOnce);
        client.Connect();
        all.Wait();
        return 0;
    }
}
