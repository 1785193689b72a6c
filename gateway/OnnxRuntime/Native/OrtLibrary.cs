using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Stethos.OnnxRuntime.Native;

/// <summary>Finds and loads libonnxruntime and asks it for its function table, once per process.</summary>
internal static unsafe class OrtLibrary
{
    public const string PathVariable = "STETHOS_ONNXRUNTIME";
    public const string FileName = "libonnxruntime.so.1";

    /// <summary>Where install.sh puts the library, below the repository's root.</summary>
    private static readonly string InstalledPath = Path.Combine("gateway", "OnnxRuntime", "native", "lib", FileName);

    private static readonly Lazy<(nint Table, string Version)> Loaded = new(Load);

    /// <exception cref="OnnxRuntimeException">The library is missing, unusable or too old.</exception>
    public static nint Table => Loaded.Value.Table;

    public static string Version => Loaded.Value.Version;

    /// <summary>The file to load, or null to leave the search to the system's loader.</summary>
    /// <param name="configured">Value of <see cref="PathVariable"/>; nothing else is tried when it is set.</param>
    /// <param name="baseDirectory">Folder of the program.</param>
    /// <param name="exists">Whether there is such a file.</param>
    /// <exception cref="OnnxRuntimeException">The configured file does not exist.</exception>
    internal static string? Find(string? configured, string baseDirectory, Predicate<string> exists)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return exists(configured)
                ? configured
                : throw new OnnxRuntimeException(
                    OrtErrorCode.LibraryMissing, $"{PathVariable} names {configured}, which does not exist: correct or unset it");
        }

        for (string? folder = baseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string path = Path.Combine(folder, InstalledPath);
            if (exists(path))
            {
                return path;
            }
        }

        string beside = Path.Combine(baseDirectory, FileName);
        return exists(beside) ? beside : null;
    }

    /// <exception cref="OnnxRuntimeException">It cannot be loaded.</exception>
    internal static nint Open(string? path, string fileName)
    {
        try
        {
            return NativeLibrary.Load(path ?? fileName);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            string message = path is null
                ? $"{fileName} was not found: run gateway/OnnxRuntime/native/install.sh, or set {PathVariable} to its path"
                : $"{path} cannot be loaded: run gateway/OnnxRuntime/native/install.sh, or set {PathVariable} to one for this machine"
                    + $" ({exception.Message})";
            throw new OnnxRuntimeException(OrtErrorCode.LibraryMissing, message, exception);
        }
    }

    private static (nint Table, string Version) Load()
    {
        string? path = Find(Environment.GetEnvironmentVariable(PathVariable), AppContext.BaseDirectory, File.Exists);
        nint library = Open(path, FileName);
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out nint entry))
        {
            throw new OnnxRuntimeException(OrtErrorCode.LibraryMissing, $"{path ?? FileName} is not an ONNX Runtime library");
        }

        // struct OrtApiBase { const OrtApi* (*GetApi)(uint32_t); const char* (*GetVersionString)(void); }
        void** apiBase = ((delegate* unmanaged[Cdecl]<void**>)entry)();
        string version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<byte*>)apiBase[1])()) ?? "";
        nint table = ((delegate* unmanaged[Cdecl]<uint, nint>)apiBase[0])(OrtSlot.ApiVersion);
        return table != 0
            ? (table, version)
            : throw new OnnxRuntimeException(
                OrtErrorCode.LibraryTooOld, $"{path ?? FileName} is ONNX Runtime {version}; 1.{OrtSlot.ApiVersion} or newer is needed");
    }
}
