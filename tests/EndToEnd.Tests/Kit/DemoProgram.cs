using System;
using System.Collections.Generic;
using System.Globalization;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>`stethos demo` with its own folder and ports.</summary>
internal sealed class DemoProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DemoProgram(params IEnumerable<string> options)
    {
        var port = FreePort.Next();
        Client = new StatusClient(port);
        List<string> command =
        [
            Programs.Gateway, "demo", "--data", _folder.Of("data"), "--port", Text(port), "--broker-port", Text(FreePort.Next()),
            .. options
        ];

        // Leads a process group of its own, as a command typed into a terminal does.
        Program = RunningProgram.Start("setsid", command);
    }

    public RunningProgram Program { get; }

    public StatusClient Client { get; }

    public void Dispose()
    {
        Program.Dispose();
        Client.Dispose();
        _folder.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
