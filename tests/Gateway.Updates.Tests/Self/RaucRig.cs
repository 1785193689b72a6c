using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Stethos.Gateway.Updates.Self;
using Stethos.Testing;

namespace Stethos.Gateway.Updates.Tests.Self;

/// <summary>
/// The real RAUC on a private bus, with two files as slots, a certificate of its own and a boot loader that is a shell
/// script over three files.
/// </summary>
internal sealed class RaucRig : IProgramRunner, IDisposable
{
    private const int SystemAdministration = 21;

    private const string Backend = """
        #!/bin/sh
        case "$1" in
        get-primary) cat HERE/primary ;;
        set-primary) echo "$2" > HERE/primary ;;
        get-state) cat HERE/state.$2 ;;
        set-state) echo "$3" > HERE/state.$2 ;;
        esac
        """;

    private const string Bus = """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
         "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig><type>system</type><listen>unix:path=HERE/bus</listen><policy context="default">
        <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
        """;

    private const string Configuration = """
        [system]
        compatible=test
        bootloader=custom
        statusfile=HERE/status
        mountprefix=HERE/mount
        [keyring]
        path=HERE/ca.pem
        [handlers]
        bootloader-custom-backend=HERE/backend.sh
        [slot.rootfs.0]
        device=HERE/slot0
        type=raw
        bootname=A
        [slot.rootfs.1]
        device=HERE/slot1
        type=raw
        bootname=B
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _programs = [];

    /// <summary>Null when RAUC can be run here, else why it cannot.</summary>
    public static string? Problem
    {
        get
        {
            string[] programs = ["rauc", "mksquashfs", "dbus-daemon", "openssl"];
            var missing = programs.Where(program => !Folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToArray();
            var capabilities = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapEff", StringComparison.Ordinal));
            var mayMount = (ulong.Parse(capabilities[7..].Trim(), NumberStyles.HexNumber) >> SystemAdministration & 1) == 1;
            return missing.Length > 0 ? $"not installed: {string.Join(", ", missing)}"
                : !mayMount ? "this user may not mount, which rauc does with a bundle"
                : !File.Exists("/dev/loop-control") ? "no loop devices"
                : null;
        }
    }

    private static string[] Folders => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');

    public string Of(string name) => _folder.Of(name);

    /// <summary>Makes slots, certificate and boot loader, and starts bus and service as if booted from a slot.</summary>
    public async Task StartAsync(string bootName)
    {
        Directory.CreateDirectory(Of("mount"));
        Put("backend.sh", Backend);
        File.SetUnixFileMode(Of("backend.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Put("bus.conf", Bus);
        Put("system.conf", Configuration);
        Put("primary", "A\n");
        Put("state.A", "good\n");
        Put("state.B", "good\n");
        File.WriteAllBytes(Of("slot0"), new byte[1 << 20]);
        File.WriteAllBytes(Of("slot1"), new byte[1 << 20]);
        await MakeKeyAsync("ca");
        Launch("dbus-daemon", $"--config-file={Of("bus.conf")}", "--nofork");
        Until.True(() => File.Exists(Of("bus")), TimeSpan.FromSeconds(10), "the private bus");
        Boot(bootName);
    }

    /// <summary>The service as it is after a boot from a slot.</summary>
    public void Boot(string bootName)
    {
        if (_programs.Count > 1)
        {
            _programs[^1].Kill();
            _programs[^1].WaitForExit();
            _programs.RemoveAt(_programs.Count - 1);
        }

        Launch("rauc", $"--conf={Of("system.conf")}", $"--override-boot-slot={bootName}", "service");
        Until.True(
            () => RunAsync("rauc", ["status", "--output-format=json"], CancellationToken.None).Result is { ExitCode: 0 } result
                && result.Output.Contains($"\"booted\":\"{bootName}\"", StringComparison.Ordinal),
            TimeSpan.FromSeconds(20), "rauc's service");
    }

    public Task MakeKeyAsync(string name) => NeedAsync(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", Of(name + ".key"), "-out", Of(name + ".pem"), "-days", "2",
        "-subj", $"/O=Test/CN={name}");

    /// <summary>A signed bundle with an image of these bytes.</summary>
    public async Task<string> BundleAsync(string version, byte[] image, string key = "ca")
    {
        var content = Of("content-" + version);
        Directory.CreateDirectory(content);
        File.WriteAllBytes(Path.Combine(content, "rootfs.img"), image);
        File.WriteAllText(
            Path.Combine(content, "manifest.raucm"),
            $"[update]\ncompatible=test\nversion={version}\n[bundle]\nformat=plain\n[image.rootfs]\nfilename=rootfs.img\n");
        await NeedAsync("rauc", "--cert", Of(key + ".pem"), "--key", Of(key + ".key"), "bundle", content, Of(version + ".raucb"));
        return Of(version + ".raucb");
    }

    public Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stop) =>
        new ProgramRunner().RunAsync("env", [$"DBUS_SYSTEM_BUS_ADDRESS=unix:path={Of("bus")}", program, .. arguments], stop);

    public void Dispose()
    {
        foreach (var program in _programs.AsEnumerable().Reverse())
        {
            program.Kill();
            program.WaitForExit();
            program.Dispose();
        }

        _folder.Dispose();
    }

    private async Task NeedAsync(string program, params string[] arguments)
    {
        var result = await new ProgramRunner().RunAsync(program, arguments, CancellationToken.None);
        Assert.True(result.ExitCode == 0, $"{program}: {result.Output}{result.Errors}");
    }

    private void Put(string name, string text) => File.WriteAllText(Of(name), text.Replace("HERE", _folder.Path, StringComparison.Ordinal));

    private void Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["DBUS_SYSTEM_BUS_ADDRESS"] = $"unix:path={Of("bus")}";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _programs.Add(process);
    }
}
