using System.Linq;
using System.Runtime.InteropServices;
using Stethos.Benchmarks.Kit;

namespace Stethos.Benchmarks.Extraction;

/// <summary>floors/vision.c over a few pictures.</summary>
internal sealed unsafe class PictureFloor
{
    private readonly nint _plan;
    private readonly nint[] _pictures;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, int*, void> _compute;
    private readonly delegate* unmanaged[Cdecl]<nint, nint*, long, int*, long, double> _time;

    /// <summary>Pictures lie on pinned memory.</summary>
    public PictureFloor(byte[][] pictures, int width, int height)
    {
        var library = CFloor.Load("vision");
        var open = (delegate* unmanaged[Cdecl]<int, int, nint>)NativeLibrary.GetExport(library, "vision_open");
        _compute = (delegate* unmanaged[Cdecl]<nint, nint, int*, void>)NativeLibrary.GetExport(library, "vision_compute");
        _time = (delegate* unmanaged[Cdecl]<nint, nint*, long, int*, long, double>)
            NativeLibrary.GetExport(library, "vision_time");
        _plan = open(width, height);
        _pictures = [.. pictures.Select(picture => Marshal.UnsafeAddrOfPinnedArrayElement(picture, 0))];
        Result = new int[PictureExtraction.Figures];
    }

    /// <summary>As <see cref="PictureExtraction.Figures"/> tells.</summary>
    public int[] Result { get; }

    public void Compute(int picture)
    {
        fixed (int* result = Result)
        {
            _compute(_plan, _pictures[picture], result);
        }
    }

    /// <summary>Seconds for a number of pictures.</summary>
    public double Time(long repetitions)
    {
        fixed (nint* pictures = _pictures)
        fixed (int* result = Result)
        {
            return _time(_plan, pictures, _pictures.Length, result, repetitions);
        }
    }
}
