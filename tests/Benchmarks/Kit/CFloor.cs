using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace Stethos.Benchmarks.Kit;

/// <summary>
/// A floor in plain C, compiled with gcc -O2 on this machine and loaded as a library. Each of its timed functions runs
/// the whole loop in C and reads the clock there, so that crossing over from C# is not part of the figure.
/// </summary>
internal static class CFloor
{
    /// <exception cref="BenchmarkException">It does not compile.</exception>
    public static nint Load(string name)
    {
        var source = Repository.FloorSource(name);
        var library = Repository.FloorLibrary(name);
        if (!File.Exists(library) || File.GetLastWriteTimeUtc(library) < File.GetLastWriteTimeUtc(source))
        {
            Compile(source, library);
        }

        return NativeLibrary.Load(library);
    }

    private static void Compile(string source, string library)
    {
        var start = new ProcessStartInfo("gcc") { RedirectStandardError = true };
        foreach (var argument in (string[])["-O2", "-std=gnu11", "-Wall", "-shared", "-fPIC", "-o", library, source, "-lm", "-ldl"])
        {
            start.ArgumentList.Add(argument);
        }

        using var gcc = Process.Start(start)!;
        var errors = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        if (gcc.ExitCode != 0)
        {
            throw new BenchmarkException($"{source} does not compile: {errors}");
        }
    }
}
