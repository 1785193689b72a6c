using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Stethos.OnnxRuntime;

/// <summary>A buffer that never moves, with the tensor it holds.</summary>
internal sealed class PinnedTensor
{
    private PinnedTensor(TensorInfo info, long[] shape, int byteCount)
    {
        Info = info;
        Shape = shape;
        ByteCount = byteCount;

        // At least one byte: an empty array has no address to hand out.
        Bytes = GC.AllocateArray<byte>(Math.Max(byteCount, 1), pinned: true);
    }

    public TensorInfo Info { get; }

    public long[] Shape { get; }

    public int ByteCount { get; }

    public byte[] Bytes { get; }

    /// <exception cref="OnnxRuntimeException">A tensor is too large or has an element type without a C# counterpart.</exception>
    public static PinnedTensor[] CreateAll(string modelName, IReadOnlyList<TensorInfo> infos, long[][] shapes)
    {
        var tensors = new PinnedTensor[infos.Count];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = Create(modelName, infos[i], shapes[i]);
        }

        return tensors;
    }

    public Span<T> View<T>()
        where T : unmanaged
    {
        if (!TensorShape.Matches<T>(Info.ElementType))
        {
            throw new InvalidOperationException($"'{Info}' does not hold {typeof(T).Name} elements");
        }

        return MemoryMarshal.Cast<byte, T>(Bytes.AsSpan(0, ByteCount));
    }

    private static PinnedTensor Create(string modelName, TensorInfo info, long[] shape)
    {
        if (TensorShape.SizeOf(info.ElementType) == 0)
        {
            throw new OnnxRuntimeException(OrtErrorCode.NotImplemented, $"{modelName}: no buffer for '{info}'");
        }

        try
        {
            long byteCount = TensorShape.ByteCount(shape, info.ElementType);
            if (byteCount <= Array.MaxLength)
            {
                return new PinnedTensor(info, shape, (int)byteCount);
            }
        }
        catch (OverflowException)
        {
        }

        throw new OnnxRuntimeException(
            OrtErrorCode.InvalidArgument, $"{modelName}: '{info}' with shape {TensorShape.Format(shape)} is larger than 2 GB");
    }
}
