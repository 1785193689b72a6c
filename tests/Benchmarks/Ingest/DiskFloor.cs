using System.Linq;
using System.Runtime.InteropServices;
using Stethos.Benchmarks.Kit;

namespace Stethos.Benchmarks.Ingest;

/// <summary>floors/commits.c: how fast the disk takes small durable writes.</summary>
internal static unsafe class DiskFloor
{
    /// <summary>Milliseconds of every write and its fdatasync, sorted.</summary>
    public static double[] CommitMilliseconds(string file, int bytes, int count)
    {
        var write = (delegate* unmanaged[Cdecl]<byte*, int, int, double*, int>)
            NativeLibrary.GetExport(CFloor.Load("commits"), "commits_write");
        var path = (byte*)Marshal.StringToCoTaskMemUTF8(file);
        var seconds = new double[count];
        fixed (double* result = seconds)
        {
            if (write(path, bytes, count, result) != 0)
            {
                throw new BenchmarkException($"{file} cannot be written");
            }
        }

        Marshal.FreeCoTaskMem((nint)path);
        return seconds.Select(value => value * 1e3).Order().ToArray();
    }
}
