using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>`stethos serve` as a program of its own, asked over HTTP; it can be killed and started again.</summary>
internal sealed class ServedGateway : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();
    private readonly StatusClient _client;
    private readonly List<string> _arguments;
    private readonly string _launcher;
    private RunningProgram? _program;

    /// <param name="broker">HOST:PORT of the broker.</param>
    /// <param name="launcher">A program and arguments that end in starting the gateway, such as a shell with limits.</param>
    public ServedGateway(string broker, params IReadOnlyList<string> launcher)
    {
        Port = FreePort.Next();
        _client = new StatusClient(Port);
        List<string> command =
        [
            .. launcher, Programs.Gateway, "serve", "--data", _folder.Of("data"), "--port", $"{Port}", "--broker", broker, "--site",
            "demo"
        ];
        _launcher = command[0];
        _arguments = command[1..];
    }

    public RunningProgram Program => _program!;

    /// <summary>Port of the page and the API.</summary>
    public int Port { get; }

    public string DatabaseFile => Path.Combine(_folder.Of("data"), "stethos.db");

    public long FramesStored => _client.FramesStored;

    public (HttpStatusCode Code, string Text) Get(string path) => _client.Get(path);

    public (HttpStatusCode Code, string Text) Post(string path) => _client.Post(path);

    /// <summary>Adds options before the start.</summary>
    public ServedGateway With(params IEnumerable<string> arguments)
    {
        _arguments.AddRange(arguments);
        return this;
    }

    public void Start()
    {
        _program?.Dispose();
        _program = RunningProgram.Start(_launcher, _arguments);
        Until.True(() => _program.HasExited || FramesStored >= 0, Patience, "the gateway answers");
        Assert.False(_program.HasExited, _program.ErrorText);
    }

    /// <summary>Asks the program to end, as Ctrl-C does.</summary>
    public void Stop()
    {
        Program.Signal(RunningProgram.SignalInterrupt);
        Assert.True(Program.WaitForExit(Patience) == 0, Program.ErrorText);
    }

    public void Dispose()
    {
        _program?.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }
}
