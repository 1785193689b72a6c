using System;

namespace Stethos.OnnxRuntime.Native;

/// <summary>Creates native sessions.</summary>
internal static unsafe class SessionFactory
{
    public static SessionHandle FromFile(string path, OrtSessionOptions options)
    {
        nint environment = OrtEnvironment.Instance.Handle;
        nint session = 0;
        nint nativeOptions = CreateOptions(options, path);
        using var nativePath = new Utf8Text(path);
        try
        {
            OrtStatus.ThrowIfFailed(OrtApi.CreateSession(environment, nativePath.Pointer, nativeOptions, &session), path);
        }
        finally
        {
            OrtApi.Release(OrtSlot.ReleaseSessionOptions, nativeOptions);
        }

        return new SessionHandle(session);
    }

    public static SessionHandle FromBytes(ReadOnlySpan<byte> model, string name, OrtSessionOptions options)
    {
        nint environment = OrtEnvironment.Instance.Handle;
        nint session = 0;
        nint nativeOptions = CreateOptions(options, name);
        try
        {
            fixed (byte* data = model)
            {
                nint status = OrtApi.CreateSessionFromArray(environment, data, (nuint)model.Length, nativeOptions, &session);
                OrtStatus.ThrowIfFailed(status, name);
            }
        }
        finally
        {
            OrtApi.Release(OrtSlot.ReleaseSessionOptions, nativeOptions);
        }

        return new SessionHandle(session);
    }

    private static nint CreateOptions(OrtSessionOptions options, string subject)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.IntraOpThreads, 1);
        nint native = 0;
        OrtStatus.ThrowIfFailed(OrtApi.CreateSessionOptions(&native), subject);
        try
        {
            Set(OrtSlot.SetIntraOpNumThreads, native, options.IntraOpThreads, subject);
            Set(OrtSlot.SetInterOpNumThreads, native, 1, subject);
            Set(OrtSlot.SetSessionGraphOptimizationLevel, native, (int)options.Optimization, subject);
            using var key = new Utf8Text("session.intra_op.allow_spinning");
            using var value = new Utf8Text(options.AllowSpinning ? "1" : "0");
            OrtStatus.ThrowIfFailed(OrtApi.AddSessionConfigEntry(native, key.Pointer, value.Pointer), subject);
            if (options.OptimizedModelPath is { } optimized)
            {
                using var path = new Utf8Text(optimized);
                OrtStatus.ThrowIfFailed(OrtApi.SetOptimizedModelFilePath(native, path.Pointer), subject);
            }
        }
        catch
        {
            OrtApi.Release(OrtSlot.ReleaseSessionOptions, native);
            throw;
        }

        return native;
    }

    private static void Set(int slot, nint options, int value, string subject)
    {
        OrtStatus.ThrowIfFailed(OrtApi.SetOption(slot, options, value), subject);
    }
}
