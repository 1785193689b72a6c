using System;
using System.Runtime.InteropServices;
using Stethos.Benchmarks.Kit;
using Stethos.ModelQuantizer.Blob;

namespace Stethos.Benchmarks.Device;

/// <summary>floors/device.c over one blob.</summary>
internal sealed unsafe class DeviceFloor
{
    private readonly ModelBlob _blob;
    private readonly byte[] _bytes;
    private readonly sbyte[] _arena;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, void> _run;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, long, double> _time;

    public DeviceFloor(ModelBlob blob)
    {
        var library = CFloor.Load("device");
        _run = (delegate* unmanaged[Cdecl]<nint, nint, void>)NativeLibrary.GetExport(library, "device_run");
        _time = (delegate* unmanaged[Cdecl]<nint, nint, long, double>)NativeLibrary.GetExport(library, "device_time");
        _blob = blob;
        _bytes = GC.AllocateArray<byte>(blob.Bytes.Length, pinned: true);
        blob.Bytes.CopyTo(_bytes, 0);
        _arena = GC.AllocateArray<sbyte>(blob.Program.ArenaLength, pinned: true);
    }

    /// <summary>The output for an input of signed codes.</summary>
    public byte[] Run(byte[] input)
    {
        var to = _blob.Program.Inputs[0].Value.Buffer.Place;
        for (var i = 0; i < input.Length; i++)
        {
            _arena[to + i] = (sbyte)input[i];
        }

        _run(Address(_bytes), Address(_arena));
        var output = _blob.Program.Outputs[0].Value;
        var result = new byte[output.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (byte)_arena[output.Buffer.Place + i];
        }

        return result;
    }

    /// <summary>Seconds for a number of runs.</summary>
    public double Time(long repetitions) => _time(Address(_bytes), Address(_arena), repetitions);

    private static nint Address(Array pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
