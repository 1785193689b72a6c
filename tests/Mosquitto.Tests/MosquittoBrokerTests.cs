using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace Stethos.Mosquitto.Tests;

public sealed class MosquittoBrokerTests : IDisposable
{
    private const int SignalKill = 9;

    private readonly string _directory = LiveBroker.TemporaryDirectory();

    [Fact]
    public void Killed_broker_is_started_again()
    {
        using var broker = new LiveBroker();
        int firstProcess = broker.Broker.ProcessId;

        Native.LibC.Kill(firstProcess, SignalKill);
        MosquittoException error = RecordingClient.Next(broker.Errors);

        Assert.Equal(MosquittoErrorCode.BrokerStopped, error.Code);
        Assert.True(error.IsTransient);
        Assert.True(broker.Broker.WaitReady(LiveBroker.Patience));
        Assert.Equal(1, broker.Broker.RestartCount);
        Assert.NotEqual(firstProcess, broker.Broker.ProcessId);
    }

    [Fact]
    public void Broker_ends_with_dispose()
    {
        var broker = new LiveBroker();
        int port = broker.Broker.Port;
        using Process child = Process.GetProcessById(broker.Broker.ProcessId);
        broker.Dispose();

        Assert.True(child.WaitForExit(LiveBroker.Patience));
        Assert.True(BrokerProcess.IsFree(port));
    }

    [Fact]
    public void Broker_ends_when_the_process_that_started_it_is_killed()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] arguments =
        [
            "exec", typeof(Program).Assembly.Location, _directory, LiveBroker.FreePort().ToString(CultureInfo.InvariantCulture),
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process parent = Process.Start(start)!;
        string[] answer = parent.StandardOutput.ReadLine()!.Split(' ');
        Assert.Equal("ready", answer[0]);
        using Process broker = Process.GetProcessById(int.Parse(answer[1], CultureInfo.InvariantCulture));
        parent.Kill();

        // Nobody may be left to collect an adopted child, so a zombie counts as ended.
        Assert.True(SpinWait.SpinUntil(() => broker.HasExited || IsZombie(broker.Id), LiveBroker.Patience));
    }

    [Fact]
    public void Taken_port_is_a_clear_error()
    {
        int port = LiveBroker.FreePort();
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        using var broker = new MosquittoBroker(new MosquittoBrokerOptions { Directory = _directory, Port = port });

        MosquittoException error = Assert.Throws<MosquittoException>(broker.Start);

        Assert.Equal(MosquittoErrorCode.PortInUse, error.Code);
        Assert.Contains($"port {port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Port_taken_between_probe_and_start_is_read_from_the_brokers_words()
    {
        MosquittoException error = FirstErrorOf("echo '1700000000: Error: Address already in use' >&2; echo bye >&2; exit 1");

        Assert.Equal(MosquittoErrorCode.PortInUse, error.Code);
    }

    [Fact]
    public void Program_that_ends_at_once_is_reported_with_its_last_words()
    {
        MosquittoException error = FirstErrorOf("echo 'Error: Unknown configuration variable' >&2; exit 3");

        Assert.Equal(MosquittoErrorCode.BrokerStopped, error.Code);
        Assert.Contains("code 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("Unknown configuration variable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_program_is_a_clear_error()
    {
        using var broker = new MosquittoBroker(new MosquittoBrokerOptions
        {
            Directory = _directory,
            Port = LiveBroker.FreePort(),
            BinaryPath = Path.Combine(_directory, "absent"),
        });

        MosquittoException error = Assert.Throws<MosquittoException>(broker.Start);

        Assert.Equal(MosquittoErrorCode.BrokerMissing, error.Code);
        Assert.Contains("install mosquitto", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_may_be_tried_again_after_the_port_was_freed()
    {
        int port = LiveBroker.FreePort();
        MosquittoBroker broker;
        using (var listener = new TcpListener(IPAddress.Loopback, port))
        {
            listener.Start();
            broker = new MosquittoBroker(new MosquittoBrokerOptions { Directory = _directory, Port = port });
            Assert.Throws<MosquittoException>(broker.Start);
        }

        // A process that is being started beside this test holds a copy of the listener until it runs its program.
        Assert.True(SpinWait.SpinUntil(() => BrokerProcess.IsFree(port), LiveBroker.Patience), "the port stays taken");
        using (broker)
        {
            broker.Start();
            Assert.True(broker.WaitReady(LiveBroker.Patience));
        }
    }

    [Fact]
    public void Configuration_binds_loopback_only_and_keeps_the_user_of_a_privileged_process()
    {
        var options = new MosquittoBrokerOptions { Directory = _directory, Port = 18830, MaxInFlight = 7 };
        string[] privileged = BrokerConfigurationFile.Compose(options, privileged: true).Split('\n');
        string[] ordinary = BrokerConfigurationFile.Compose(options, privileged: false).Split('\n');

        Assert.Contains("listener 18830 127.0.0.1", privileged);
        Assert.Contains("max_inflight_messages 7", privileged);
        Assert.Contains("user root", privileged);
        Assert.DoesNotContain("user root", ordinary);
        Assert.Single(new List<string>(ordinary).FindAll(line => line.StartsWith("listener", StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        Directory.Delete(_directory, recursive: true);
    }

    private static bool IsZombie(int processId)
    {
        string path = $"/proc/{processId}/stat";
        try
        {
            return File.ReadAllText(path).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private MosquittoException FirstErrorOf(string script)
    {
        string program = Path.Combine(_directory, "fake-mosquitto");
        File.WriteAllText(program, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var failed = new ManualResetEventSlim();
        using var broker = new MosquittoBroker(new MosquittoBrokerOptions
        {
            Directory = _directory,
            Port = LiveBroker.FreePort(),
            BinaryPath = program,
            RestartDelayMin = TimeSpan.FromMinutes(10),
            RestartDelayMax = TimeSpan.FromMinutes(10),
        });
        broker.Error = _ => failed.Set();
        broker.Start();
        Assert.True(failed.Wait(LiveBroker.Patience));
        return broker.LastError!;
    }
}
