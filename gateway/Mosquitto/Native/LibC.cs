using System.Runtime.InteropServices;

namespace Stethos.Mosquitto.Native;

internal static partial class LibC
{
    public const int SignalTerminate = 15;

    [LibraryImport("libc", EntryPoint = "kill")]
    internal static partial int Kill(int processId, int signal);
}
