using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Stethos.Mosquitto.Native;

namespace Stethos.Mosquitto;

/// <summary>
/// One run of the broker program. Must be created on a thread that outlives it: the kernel sends the parent-death signal when the
/// *thread* that started the child ends (prctl(2), PR_SET_PDEATHSIG).
/// </summary>
internal sealed class BrokerProcess : IDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly ManualResetEvent _exited = new(false);
    private readonly LastLines _lines = new();

    public BrokerProcess(string program, string? setPriv, string configurationPath, Action<string> onLogLine)
    {
        var start = new ProcessStartInfo(setPriv ?? program) { RedirectStandardError = true, RedirectStandardInput = true };
        if (setPriv is not null)
        {
            start.ArgumentList.Add("--pdeathsig");
            start.ArgumentList.Add("TERM");
            start.ArgumentList.Add("--");
            start.ArgumentList.Add(program);
        }

        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(configurationPath);

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.Set();
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data, onLogLine);
        try
        {
            _process.Start();
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            _process.Dispose();
            throw new MosquittoException(
                MosquittoErrorCode.BrokerStopped, $"{start.FileName} could not be started: {exception.Message}", exception);
        }

        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    /// <summary>Set when the program has ended.</summary>
    public WaitHandle Exited => _exited;

    public int ProcessId => _process.Id;

    /// <summary>What ended: exit code and the program's own words.</summary>
    public string DescribeEnd()
    {
        // Reads the rest of the pipe too.
        _process.WaitForExit();
        string lastWords = _lines.MostTelling();
        string end = $"the broker ended with code {_process.ExitCode}";
        return lastWords.Length == 0 ? end : $"{end}: {lastWords}";
    }

    /// <summary>Asks to end, then insists.</summary>
    public void Stop()
    {
        if (_exited.WaitOne(0))
        {
            return;
        }

        if (LibC.Kill(_process.Id, LibC.SignalTerminate) != 0 || !_exited.WaitOne(StopTimeout))
        {
            _process.Kill();
            _exited.WaitOne(StopTimeout);
        }
    }

    /// <summary>Whether somebody accepts connections on the port.</summary>
    public static bool Accepts(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Whether the broker could listen on the port.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As the broker does: connections of its predecessor in TIME_WAIT do not count.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Stop();
        _process.Dispose();
        _exited.Dispose();
    }

    private void OnLine(string? line, Action<string> onLogLine)
    {
        if (line is not null)
        {
            _lines.Add(line);
            onLogLine(line);
        }
    }
}
