using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>A program of ours with its output, line by line. Disposing ends it and all it started.</summary>
internal sealed class RunningProgram : IDisposable
{
    public const int SignalInterrupt = 2;
    public const int SignalTerminate = 15;
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(5);
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly ManualResetEventSlim _outputEnded = new();
    private readonly ManualResetEventSlim _errorsEnded = new();
    private readonly Lock _sync = new();

    private RunningProgram(string file, IEnumerable<string> arguments)
    {
        // A shell that runs the tests in the background has them ignore the interrupt, and the programs would inherit that.
        var start = new ProcessStartInfo("env")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var argument in arguments.Prepend(file).Prepend("--default-signal=INT"))
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data, _output, _outputEnded);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, _errors, _errorsEnded);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyList<string> Output => Copy(_output);

    public IReadOnlyList<string> Errors => Copy(_errors);

    public string OutputText => string.Join('\n', Output);

    public string ErrorText => string.Join('\n', Errors);

    public static RunningProgram Start(string file, params IEnumerable<string> arguments) => new(file, arguments);

    /// <summary>Waits for a line of standard output that contains the text.</summary>
    public void WaitForOutput(string text, TimeSpan patience)
    {
        bool IsThere() => Output.Any(line => line.Contains(text, StringComparison.Ordinal));
        Until.Holds(() => IsThere() || HasExited, patience);
        Assert.True(
            Until.Holds(IsThere, HasExited ? LastLines : TimeSpan.Zero), $"no '{text}' in the output:\n{OutputText}\n{ErrorText}");
    }

    /// <summary>Waits for the end and for the last lines; fails when it does not come.</summary>
    public int WaitForExit(TimeSpan patience)
    {
        Assert.True(_process.WaitForExit(patience), $"still running after {patience.TotalSeconds} s:\n{OutputText}\n{ErrorText}");
        _outputEnded.Wait(LastLines);
        _errorsEnded.Wait(LastLines);
        return ExitCode;
    }

    public void WriteLine(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    public void CloseInput() => _process.StandardInput.Close();

    public void Signal(int signal) => Assert.Equal(0, SendSignal(Id, signal));

    /// <summary>Signals the program's whole group, as a terminal does; the program has to lead one (setsid).</summary>
    public void SignalGroup(int signal) => Assert.Equal(0, SendSignal(-Id, signal));

    /// <summary>kill -9; what it started is left to itself.</summary>
    public void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(LastLines), "a killed program has to be gone");
    }

    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(LastLines);
        }
        catch (InvalidOperationException)
        {
            // Gone already.
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    private void Take(string? line, List<string> lines, ManualResetEventSlim ended)
    {
        if (line is null)
        {
            ended.Set();
            return;
        }

        lock (_sync)
        {
            lines.Add(line);
        }
    }

    private string[] Copy(List<string> lines)
    {
        lock (_sync)
        {
            return [.. lines];
        }
    }
}
