using System;
using System.Globalization;

namespace Stethos.Mosquitto.Tests;

/// <summary>Started by a test with a folder and a port: runs a broker, says so, and waits to be killed.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var broker = new MosquittoBroker(new MosquittoBrokerOptions
        {
            Directory = arguments[0],
            Port = int.Parse(arguments[1], CultureInfo.InvariantCulture),
        });
        broker.Start();
        Console.WriteLine(broker.WaitReady(TimeSpan.FromSeconds(10)) ? $"ready {broker.ProcessId}" : "not ready");
        Console.In.ReadLine();
        return 0;
    }
}
