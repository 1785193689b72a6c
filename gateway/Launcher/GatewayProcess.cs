using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Launcher;

/// <summary>The gateway as a child: its output is the launcher's, its end is in order where it can be.</summary>
internal sealed partial class GatewayProcess : IDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private GatewayProcess(Process process)
    {
        _process = process;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Null with a problem when it cannot be started at all.</summary>
    public static GatewayProcess? Start(string program, IReadOnlyList<string> arguments, out string problem)
    {
        try
        {
            problem = "";
            return new GatewayProcess(Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!);
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            problem = $"{program} does not start: {fault.Message}";
            return null;
        }
    }

    /// <summary>Asks it to end, and makes it when it does not.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, Terminate);
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _process.Dispose();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
