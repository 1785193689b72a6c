using System.Runtime.InteropServices;

namespace Stethos.OnnxRuntime.Native;

/// <summary>
/// Calls through the function table. Most return a status: 0 is success, else an object that <see cref="OrtStatus"/> turns into an
/// exception. Paths are UTF-8 here; they would be UTF-16 on Windows.
/// </summary>
internal static unsafe class OrtApi
{
    private static readonly void** Table = (void**)OrtLibrary.Table;

    /// <summary><c>Run(session, options, inputNames, inputs, inputCount, outputNames, outputCount, outputs)</c>.</summary>
    public static delegate* unmanaged[Cdecl]<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint> Run =>
        (delegate* unmanaged[Cdecl]<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)Table[OrtSlot.Run];

    public static int GetErrorCode(nint status) =>
        ((delegate* unmanaged[Cdecl]<nint, int>)Table[OrtSlot.GetErrorCode])(status);

    public static string GetErrorMessage(nint status) =>
        Text(((delegate* unmanaged[Cdecl]<nint, byte*>)Table[OrtSlot.GetErrorMessage])(status));

    public static string GetBuildInfoString() =>
        Text(((delegate* unmanaged[Cdecl]<byte*>)Table[OrtSlot.GetBuildInfoString])());

    public static nint CreateEnv(int level, byte* logId, nint* environment) =>
        ((delegate* unmanaged[Cdecl]<int, byte*, nint*, nint>)Table[OrtSlot.CreateEnv])(level, logId, environment);

    public static nint DisableTelemetryEvents(nint environment) =>
        ((delegate* unmanaged[Cdecl]<nint, nint>)Table[OrtSlot.DisableTelemetryEvents])(environment);

    public static nint CreateCpuMemoryInfo(int allocatorType, int memoryType, nint* info) =>
        ((delegate* unmanaged[Cdecl]<int, int, nint*, nint>)Table[OrtSlot.CreateCpuMemoryInfo])(allocatorType, memoryType, info);

    public static nint GetDefaultAllocator(nint* allocator) =>
        ((delegate* unmanaged[Cdecl]<nint*, nint>)Table[OrtSlot.GetAllocatorWithDefaultOptions])(allocator);

    public static nint AllocatorFree(nint allocator, void* memory) =>
        ((delegate* unmanaged[Cdecl]<nint, void*, nint>)Table[OrtSlot.AllocatorFree])(allocator, memory);

    public static nint CreateSessionOptions(nint* options) =>
        ((delegate* unmanaged[Cdecl]<nint*, nint>)Table[OrtSlot.CreateSessionOptions])(options);

    /// <summary>For the slots that take the options and one number.</summary>
    public static nint SetOption(int slot, nint options, int value) =>
        ((delegate* unmanaged[Cdecl]<nint, int, nint>)Table[slot])(options, value);

    public static nint SetOptimizedModelFilePath(nint options, byte* path) =>
        ((delegate* unmanaged[Cdecl]<nint, byte*, nint>)Table[OrtSlot.SetOptimizedModelFilePath])(options, path);

    public static nint AddSessionConfigEntry(nint options, byte* key, byte* value) =>
        ((delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)Table[OrtSlot.AddSessionConfigEntry])(options, key, value);

    public static nint CreateSession(nint environment, byte* path, nint options, nint* session) =>
        ((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint*, nint>)Table[OrtSlot.CreateSession])(environment, path, options, session);

    public static nint CreateSessionFromArray(nint environment, byte* data, nuint length, nint options, nint* session) =>
        ((delegate* unmanaged[Cdecl]<nint, byte*, nuint, nint, nint*, nint>)Table[OrtSlot.CreateSessionFromArray])(
            environment, data, length, options, session);

    /// <summary>For the input and output counting slots.</summary>
    public static nint GetCount(int slot, nint session, nuint* count) =>
        ((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)Table[slot])(session, count);

    /// <summary>For the input and output naming slots; the name is freed with <see cref="AllocatorFree"/>.</summary>
    public static nint GetName(int slot, nint session, nuint index, nint allocator, byte** name) =>
        ((delegate* unmanaged[Cdecl]<nint, nuint, nint, byte**, nint>)Table[slot])(session, index, allocator, name);

    /// <summary>For the input and output type slots.</summary>
    public static nint GetTypeInfo(int slot, nint session, nuint index, nint* typeInfo) =>
        ((delegate* unmanaged[Cdecl]<nint, nuint, nint*, nint>)Table[slot])(session, index, typeInfo);

    /// <summary>The result belongs to <paramref name="typeInfo"/> and is 0 when that is no tensor.</summary>
    public static nint CastTypeInfoToTensorInfo(nint typeInfo, nint* tensorInfo) =>
        ((delegate* unmanaged[Cdecl]<nint, nint*, nint>)Table[OrtSlot.CastTypeInfoToTensorInfo])(typeInfo, tensorInfo);

    public static nint GetTensorElementType(nint tensorInfo, int* elementType) =>
        ((delegate* unmanaged[Cdecl]<nint, int*, nint>)Table[OrtSlot.GetTensorElementType])(tensorInfo, elementType);

    public static nint GetDimensionsCount(nint tensorInfo, nuint* count) =>
        ((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)Table[OrtSlot.GetDimensionsCount])(tensorInfo, count);

    public static nint GetDimensions(nint tensorInfo, long* dimensions, nuint count) =>
        ((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)Table[OrtSlot.GetDimensions])(tensorInfo, dimensions, count);

    public static nint SessionGetModelMetadata(nint session, nint* metadata) =>
        ((delegate* unmanaged[Cdecl]<nint, nint*, nint>)Table[OrtSlot.SessionGetModelMetadata])(session, metadata);

    public static nint GetCustomMetadataKeys(nint metadata, nint allocator, byte*** keys, long* count) =>
        ((delegate* unmanaged[Cdecl]<nint, nint, byte***, long*, nint>)Table[OrtSlot.ModelMetadataGetCustomMetadataMapKeys])(
            metadata, allocator, keys, count);

    public static nint LookupCustomMetadata(nint metadata, nint allocator, byte* key, byte** value) =>
        ((delegate* unmanaged[Cdecl]<nint, nint, byte*, byte**, nint>)Table[OrtSlot.ModelMetadataLookupCustomMetadataMap])(
            metadata, allocator, key, value);

    public static nint CreateTensor(nint memoryInfo, void* data, nuint byteCount, long* shape, nuint rank, int elementType, nint* value) =>
        ((delegate* unmanaged[Cdecl]<nint, void*, nuint, long*, nuint, int, nint*, nint>)Table[OrtSlot.CreateTensorWithDataAsOrtValue])(
            memoryInfo, data, byteCount, shape, rank, elementType, value);

    /// <summary>For the slots that release something; 0 is allowed.</summary>
    public static void Release(int slot, nint handle)
    {
        if (handle != 0)
        {
            ((delegate* unmanaged[Cdecl]<nint, void>)Table[slot])(handle);
        }
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
