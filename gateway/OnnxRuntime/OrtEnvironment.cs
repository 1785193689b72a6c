using System;
using Stethos.OnnxRuntime.Native;

namespace Stethos.OnnxRuntime;

/// <summary>
/// ONNX Runtime in this process: loaded on first use, logging warnings to stderr, telemetry off, alive until the process ends.
/// </summary>
public sealed unsafe class OrtEnvironment
{
    private const int LogLevelWarning = 2;
    private const int AllocatorTypeArena = 1;
    private const int MemoryTypeDefault = 0;
    private const string Subject = "ONNX Runtime could not be started";

    private static readonly Lazy<OrtEnvironment> Singleton = new(() => new OrtEnvironment());

    private OrtEnvironment()
    {
        nint environment = 0;
        nint memoryInfo = 0;
        nint allocator = 0;

        // First, so that a missing library is reported as such and not as a failed type initializer of OrtApi.
        Version = OrtLibrary.Version;
        using var logId = new Utf8Text("stethos");
        OrtStatus.ThrowIfFailed(OrtApi.CreateEnv(LogLevelWarning, logId.Pointer, &environment), Subject);
        OrtStatus.ThrowIfFailed(OrtApi.DisableTelemetryEvents(environment), Subject);
        OrtStatus.ThrowIfFailed(OrtApi.CreateCpuMemoryInfo(AllocatorTypeArena, MemoryTypeDefault, &memoryInfo), Subject);
        OrtStatus.ThrowIfFailed(OrtApi.GetDefaultAllocator(&allocator), Subject);
        Handle = environment;
        CpuMemoryInfo = memoryInfo;
        Allocator = allocator;
    }

    /// <exception cref="OnnxRuntimeException">The native library is missing; the message says what to do.</exception>
    public static OrtEnvironment Instance => Singleton.Value;

    /// <summary>For example 1.30.0.</summary>
    public string Version { get; }

    /// <summary>How the native library was built.</summary>
    public string BuildInfo => OrtApi.GetBuildInfoString();

    internal nint Handle { get; }

    internal nint CpuMemoryInfo { get; }

    internal nint Allocator { get; }
}
