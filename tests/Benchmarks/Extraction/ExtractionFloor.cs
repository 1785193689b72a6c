using System;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.Benchmarks.Kit;
using Stethos.Features;

namespace Stethos.Benchmarks.Extraction;

/// <summary>floors/features.c over a few windows.</summary>
internal sealed unsafe class ExtractionFloor
{
    private readonly nint _plan;
    private readonly nint[] _samples;
    private readonly int _windows;
    private readonly float[] _setting;
    private readonly delegate* unmanaged[Cdecl]<nint, nint*, float*, float*, void> _compute;
    private readonly delegate* unmanaged[Cdecl]<nint, nint*, long, float*, float*, long, double> _time;

    public ExtractionFloor(float[][][] windows, int sampleRateHz, bool withEnvelope)
    {
        var library = CFloor.Load("features");
        var open = (delegate* unmanaged[Cdecl]<int, int, int, nint>)NativeLibrary.GetExport(library, "features_open");
        _compute = (delegate* unmanaged[Cdecl]<nint, nint*, float*, float*, void>)
            NativeLibrary.GetExport(library, "features_compute");
        _time = (delegate* unmanaged[Cdecl]<nint, nint*, long, float*, float*, long, double>)
            NativeLibrary.GetExport(library, "features_time");
        var axes = windows[0].Length;
        _plan = open(windows[0][0].Length, axes, withEnvelope ? 1 : 0);
        _windows = windows.Length;
        _samples = [.. windows.SelectMany(window => window).Select(axis => Marshal.UnsafeAddrOfPinnedArrayElement(axis, 0))];
        var geometry = Machine.Geometry;
        _setting =
        [
            sampleRateHz, Machine.ShaftHz, Machine.EnvelopeLowHz, Machine.EnvelopeHighHz,
            geometry.Bpfo, geometry.Bpfi, geometry.Bsf, geometry.Ftf
        ];
        Result = new float[axes * (StatisticIndex.Count + 1 + HannSpectrum.LogBandCount) + 1 + FaultLines.Count];
    }

    /// <summary>Per axis seven statistics, mean and bands; then floor and ratios of the envelope.</summary>
    public float[] Result { get; }

    public void Compute(int window)
    {
        var axes = _samples.Length / _windows;
        fixed (nint* samples = _samples)
        fixed (float* setting = _setting, result = Result)
        {
            _compute(_plan, samples + window * axes, setting, result);
        }
    }

    /// <summary>Seconds for a number of windows.</summary>
    public double Time(long windows)
    {
        fixed (nint* samples = _samples)
        fixed (float* setting = _setting, result = Result)
        {
            return _time(_plan, samples, _windows, setting, result, windows);
        }
    }
}
