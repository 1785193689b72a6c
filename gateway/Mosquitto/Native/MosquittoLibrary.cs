using System;
using System.Runtime.InteropServices;

namespace Stethos.Mosquitto.Native;

/// <summary>
/// Loads and initialises the library once per process (<c>mosquitto_lib_init</c> is not thread safe), and names its errors.
/// </summary>
internal static class MosquittoLibrary
{
    private static readonly Lazy<bool> Initialized = new(Initialize);

    /// <exception cref="MosquittoException">The library is not installed.</exception>
    public static void EnsureInitialized()
    {
        _ = Initialized.Value;
    }

    /// <exception cref="MosquittoException">The library cannot be loaded.</exception>
    internal static void RequireLoadable(string library)
    {
        if (!NativeLibrary.TryLoad(library, typeof(MosquittoLibrary).Assembly, null, out _))
        {
            throw new MosquittoException(
                MosquittoErrorCode.LibraryMissing, $"{library} was not found: install libmosquitto1 (apt-get install libmosquitto1)");
        }
    }

    internal static unsafe string Describe(int code)
    {
        return Marshal.PtrToStringUTF8((nint)LibMosquitto.StrError(code)) ?? $"error {code}";
    }

    /// <exception cref="MosquittoException"><paramref name="code"/> is not 0.</exception>
    internal static void ThrowIfFailed(int code, string whatFailed)
    {
        if (code != 0)
        {
            throw new MosquittoException((MosquittoErrorCode)code, $"{whatFailed}: {Describe(code)}");
        }
    }

    private static bool Initialize()
    {
        RequireLoadable(LibMosquitto.Library);
        ThrowIfFailed(LibMosquitto.LibInit(), "libmosquitto could not be initialised");
        return true;
    }
}
