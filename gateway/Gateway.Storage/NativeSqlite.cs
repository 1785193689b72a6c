using System;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using SQLitePCL;

namespace Stethos.Gateway.Storage;

/// <summary>
/// Binds the managed provider to the distribution's libsqlite3, which gets security updates with the system, instead
/// of a copy frozen in a package.
/// </summary>
internal static class NativeSqlite
{
    private const string Library = "libsqlite3.so.0";
    private static readonly Lock Sync = new();
    private static bool _isReady;

    /// <summary>Idempotent; throws <see cref="StorageException"/> when the library is missing.</summary>
    internal static void Use()
    {
        lock (Sync)
        {
            if (_isReady)
            {
                return;
            }

            if (!NativeLibrary.TryLoad(Library, out _))
            {
                throw new StorageException($"{Library} is not installed: apt-get install libsqlite3-0");
            }

            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            _isReady = true;
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" ? NativeLibrary.Load(Library) : IntPtr.Zero;
}
