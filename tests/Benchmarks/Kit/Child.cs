using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stethos.Benchmarks.Kit;

/// <summary>
/// A process of a measurement: its standard input stays open as long as it is wanted, its output is kept for messages only.
/// Ended with this program, however that ends.
/// </summary>
internal sealed partial class Child : IDisposable
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentDictionary<int, Child> Running = new();
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private int _disposed;

    static Child()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var id in Running.Keys)
            {
                _ = Signal(id, Kill);
            }
        };
    }

    public Child(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        Running[_process.Id] = this;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Last lines it wrote.</summary>
    public string LastWords => string.Join(" / ", _lines);

    /// <summary>Holds all its threads.</summary>
    public void Pause() => _ = Signal(Id, Stop);

    public void Resume() => _ = Signal(Id, Continue);

    /// <summary>Closes its input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <exception cref="BenchmarkException">It does not end in time, or ends with an error.</exception>
    public void WaitForSuccess()
    {
        if (!_process.WaitForExit(Patience))
        {
            throw new BenchmarkException($"{_process.StartInfo.FileName} did not end: {LastWords}");
        }

        if (_process.ExitCode != 0)
        {
            throw new BenchmarkException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}: {LastWords}");
        }
    }

    public void Dispose()
    {
        if (System.Threading.Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _ = Signal(Id, Continue);
            _ = Signal(Id, Terminate);
            if (!_process.WaitForExit(Patience))
            {
                _ = Signal(Id, Kill);
                _process.WaitForExit();
            }
        }

        Running.TryRemove(_process.Id, out _);
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { Length: > 0 } text)
        {
            _lines.Enqueue(text);
            while (_lines.Count > 5)
            {
                _lines.TryDequeue(out _);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
