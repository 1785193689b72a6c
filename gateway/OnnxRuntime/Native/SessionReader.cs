using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Stethos.OnnxRuntime.Native;

/// <summary>Reads what a session knows about its model.</summary>
internal sealed unsafe class SessionReader(nint session, string subject)
{
    private readonly nint _allocator = OrtEnvironment.Instance.Allocator;

    public TensorInfo[] Inputs() =>
        Tensors(OrtSlot.SessionGetInputCount, OrtSlot.SessionGetInputName, OrtSlot.SessionGetInputTypeInfo);

    public TensorInfo[] Outputs() =>
        Tensors(OrtSlot.SessionGetOutputCount, OrtSlot.SessionGetOutputName, OrtSlot.SessionGetOutputTypeInfo);

    /// <summary>The model's <c>metadata_props</c>.</summary>
    public Dictionary<string, string> Metadata()
    {
        var entries = new Dictionary<string, string>();
        nint metadata = 0;
        Check(OrtApi.SessionGetModelMetadata(session, &metadata));
        byte** keys = null;
        long count = 0;
        try
        {
            Check(OrtApi.GetCustomMetadataKeys(metadata, _allocator, &keys, &count));
            for (long i = 0; i < count; i++)
            {
                byte* value = null;
                Check(OrtApi.LookupCustomMetadata(metadata, _allocator, keys[i], &value));
                entries[Marshal.PtrToStringUTF8((nint)keys[i])!] = TakeText(value);
            }
        }
        finally
        {
            for (long i = 0; i < count; i++)
            {
                Free(keys[i]);
            }

            Free(keys);
            OrtApi.Release(OrtSlot.ReleaseModelMetadata, metadata);
        }

        return entries;
    }

    private TensorInfo[] Tensors(int countSlot, int nameSlot, int typeSlot)
    {
        nuint count = 0;
        Check(OrtApi.GetCount(countSlot, session, &count));
        var tensors = new TensorInfo[(int)count];
        for (nuint i = 0; i < count; i++)
        {
            byte* name = null;
            nint typeInfo = 0;
            Check(OrtApi.GetName(nameSlot, session, i, _allocator, &name));
            string text = TakeText(name);
            Check(OrtApi.GetTypeInfo(typeSlot, session, i, &typeInfo));
            try
            {
                tensors[(int)i] = Describe(text, typeInfo);
            }
            finally
            {
                OrtApi.Release(OrtSlot.ReleaseTypeInfo, typeInfo);
            }
        }

        return tensors;
    }

    private TensorInfo Describe(string name, nint typeInfo)
    {
        nint tensorInfo = 0;
        Check(OrtApi.CastTypeInfoToTensorInfo(typeInfo, &tensorInfo));
        if (tensorInfo == 0)
        {
            return new TensorInfo(name, TensorElementType.Undefined, []);
        }

        int elementType = 0;
        nuint rank = 0;
        Check(OrtApi.GetTensorElementType(tensorInfo, &elementType));
        Check(OrtApi.GetDimensionsCount(tensorInfo, &rank));
        long[] shape = new long[(int)rank];
        fixed (long* dimensions = shape)
        {
            Check(OrtApi.GetDimensions(tensorInfo, dimensions, rank));
        }

        return new TensorInfo(name, (TensorElementType)elementType, shape);
    }

    private string TakeText(byte* text)
    {
        string taken = Marshal.PtrToStringUTF8((nint)text) ?? "";
        Free(text);
        return taken;
    }

    // Failing to free is no reason to fail; the status only has to go.
    private void Free(void* memory)
    {
        if (memory is not null)
        {
            OrtApi.Release(OrtSlot.ReleaseStatus, OrtApi.AllocatorFree(_allocator, memory));
        }
    }

    private void Check(nint status) => OrtStatus.ThrowIfFailed(status, subject);
}
