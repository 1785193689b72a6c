using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.Benchmarks.Kit;
using Stethos.OnnxRuntime;

namespace Stethos.Benchmarks.Inference;

/// <summary>floors/inference.c over the very library file that the binding has loaded into this process.</summary>
internal sealed unsafe class InferenceFloor
{
    private readonly nint _handle;
    private readonly delegate* unmanaged[Cdecl]<nint, long, double> _time;
    private readonly float[] _inputs;
    private readonly float[] _outputs;

    public InferenceFloor(OrtSession session, string model, int rows)
    {
        var library = CFloor.Load("inference");
        var open = (delegate* unmanaged[Cdecl]<byte*, byte*, byte*, byte*, float*, float*, long*, nint>)
            NativeLibrary.GetExport(library, "inference_open");
        _time = (delegate* unmanaged[Cdecl]<nint, long, double>)NativeLibrary.GetExport(library, "inference_time");
        var shape = stackalloc long[] { rows, session.Inputs[0].Shape[1], session.Outputs[0].Shape[1] };
        _inputs = GC.AllocateArray<float>((int)(rows * shape[1]), pinned: true);
        _outputs = GC.AllocateArray<float>((int)(rows * shape[2]), pinned: true);
        _handle = open(
            Text(LoadedLibrary()), Text(model), Text(session.Inputs[0].Name), Text(session.Outputs[0].Name),
            (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_inputs, 0), (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_outputs, 0),
            shape);
        if (_handle == 0)
        {
            throw new BenchmarkException("floors/inference.c could not open the model");
        }
    }

    public Span<float> Inputs => _inputs;

    public ReadOnlySpan<float> Outputs => _outputs;

    /// <summary>Seconds for a number of runs.</summary>
    public double Time(long runs) =>
        _time(_handle, runs) is var seconds and >= 0 ? seconds : throw new BenchmarkException("floors/inference.c: a run failed");

    private static string LoadedLibrary()
    {
        var line = File.ReadLines("/proc/self/maps").FirstOrDefault(map => map.Contains("libonnxruntime", StringComparison.Ordinal))
            ?? throw new BenchmarkException("ONNX Runtime is not loaded");
        return line[line.IndexOf('/', StringComparison.Ordinal)..];
    }

    // Lives as long as the process, as the floor does.
    private static byte* Text(string text) => (byte*)Marshal.StringToCoTaskMemUTF8(text);
}
