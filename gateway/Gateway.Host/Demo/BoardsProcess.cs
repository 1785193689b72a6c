using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Stethos.Gateway.Host.Serving;

namespace Stethos.Gateway.Host.Demo;

/// <summary>
/// The virtual boards, a program of their own as real boards are. They stop when their standard input ends, so they
/// also end when this process dies.
/// </summary>
internal sealed class BoardsProcess : IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private BoardsProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>True while the boards run.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <exception cref="GatewayException">The program is not there.</exception>
    public static BoardsProcess Start(DemoOptions options, GatewayOptions gateway)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Boards.Virtual");
        var folder = Path.Combine(program, new DirectoryInfo(AppContext.BaseDirectory).Name);
        var file = options.BoardsProgram ?? Path.Combine(folder, "stethos-virtual-board");
        if (!File.Exists(file))
        {
            throw new GatewayException($"{file} is missing: build the solution first (./run demo does)");
        }

        var start = new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var argument in options.BoardArguments(gateway))
        {
            start.ArgumentList.Add(argument);
        }

        return new BoardsProcess(Process.Start(start)!);
    }

    /// <summary>What the boards said when they ended by themselves.</summary>
    public async Task<string> ErrorsAsync() => (await _errors.ConfigureAwait(false)).Trim();

    /// <summary>Lets the boards deliver what they hold, ends them, and returns their own account.</summary>
    public async Task<BoardsAccount?> StopAsync(TimeProvider time)
    {
        _process.StandardInput.Close();
        var output = _process.StandardOutput.ReadToEndAsync();
        var timeout = Task.Delay(StopPatience, time);
        if (await Task.WhenAny(output, timeout).ConfigureAwait(false) != output)
        {
            _process.Kill(entireProcessTree: true);
            return null;
        }

        return BoardsAccount.Parse(await output.ConfigureAwait(false));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
