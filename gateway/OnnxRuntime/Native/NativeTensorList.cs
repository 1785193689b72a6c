using System;
using System.Runtime.InteropServices;

namespace Stethos.OnnxRuntime.Native;

/// <summary>
/// Native tensors over pinned buffers with their names, in the two arrays <c>Run</c> takes. Holds the buffers: memory must outlive the
/// tensors made over it.
/// </summary>
internal sealed unsafe class NativeTensorList : IDisposable
{
    private readonly PinnedTensor[] _tensors;
    private bool _disposed;

    public NativeTensorList(PinnedTensor[] tensors, string subject)
    {
        _tensors = tensors;
        Names = (byte**)NativeMemory.AllocZeroed((nuint)Math.Max(tensors.Length, 1), (nuint)sizeof(byte*));
        Values = (nint*)NativeMemory.AllocZeroed((nuint)Math.Max(tensors.Length, 1), (nuint)sizeof(nint));
        try
        {
            for (int i = 0; i < tensors.Length; i++)
            {
                Names[i] = (byte*)Marshal.StringToCoTaskMemUTF8(tensors[i].Info.Name);
                Values[i] = CreateValue(tensors[i], subject);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    ~NativeTensorList() => Free();

    public byte** Names { get; }

    public nint* Values { get; }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static nint CreateValue(PinnedTensor tensor, string subject)
    {
        nint value = 0;
        void* data = (void*)Marshal.UnsafeAddrOfPinnedArrayElement(tensor.Bytes, 0);
        fixed (long* shape = tensor.Shape)
        {
            nint status = OrtApi.CreateTensor(
                OrtEnvironment.Instance.CpuMemoryInfo,
                data,
                (nuint)tensor.ByteCount,
                shape,
                (nuint)tensor.Shape.Length,
                (int)tensor.Info.ElementType,
                &value);
            OrtStatus.ThrowIfFailed(status, subject);
        }

        return value;
    }

    private void Free()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        for (int i = 0; i < _tensors.Length; i++)
        {
            OrtApi.Release(OrtSlot.ReleaseValue, Values[i]);
            Marshal.FreeCoTaskMem((nint)Names[i]);
        }

        NativeMemory.Free(Names);
        NativeMemory.Free(Values);
    }
}
