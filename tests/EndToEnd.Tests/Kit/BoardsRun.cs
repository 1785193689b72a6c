using System;
using System.Collections.Generic;
using System.Globalization;
using Stethos.Gateway.Host.Demo;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>Virtual boards as a program of their own, against a broker on loopback.</summary>
internal sealed class BoardsRun : IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private readonly RunningProgram _program;

    public BoardsRun(int nodes, int brokerPort, params IEnumerable<string> more)
    {
        List<string> arguments =
        [
            "run", "--until-eof", "--nodes", nodes.ToString(CultureInfo.InvariantCulture), "--broker-port",
            brokerPort.ToString(CultureInfo.InvariantCulture), "--period-ms", "200", .. more
        ];
        _program = RunningProgram.Start(Programs.Boards, arguments);
    }

    public RunningProgram Program => _program;

    /// <summary>What cameras see goes wrong from now on; wants --vision-fault-on-line.</summary>
    public void BeginVisionFault() => _program.WriteLine("fault");

    /// <summary>Ends sampling, lets the boards deliver what they hold, and returns their account.</summary>
    public BoardsAccount Stop()
    {
        _program.CloseInput();
        Assert.True(_program.WaitForExit(StopPatience) == 0, _program.ErrorText);
        return BoardsAccount.Parse(_program.OutputText) ?? throw new InvalidOperationException("no account: " + _program.OutputText);
    }

    public void Dispose() => _program.Dispose();
}
