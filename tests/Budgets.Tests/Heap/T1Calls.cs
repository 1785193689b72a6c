using System;
using System.Collections.Generic;
using Xunit.Abstractions;

namespace Stethos.Budgets.Tests.Heap;

/// <summary>
/// The deepest calls of a T1 node's threads at one time. The link has the main thread; capture, storage and supervisor share one.
/// Only one of both is inside the file store, which lets one thread in at a time.
/// </summary>
internal static class T1Calls
{
    // Below a call into a file: the store's own frames, then the class library's, down to the text of the path.
    private const int ReadBytes = 2448;
    private const int WriteBytes = 216 + 2436;
    private const int DeleteBytes = 2196;

    // At the file store's door: its two frames and the lock.
    private const int WaitingBytes = 216 + 204 + 204;

    // WatchedLoop round every loop, SharedLoop round those of one thread; calling a delegate takes no frame of its own (measured).
    private const int LoopBytes = 204;
    private const int SharedLoopBytes = 204;
    private const int WatchdogBytes = 2 * 204;

    // Found by the same rule over Hal.NanoFramework and the class libraries, built as docs/device-results.md says.
    private static readonly IReadOnlyDictionary<string, int> Device = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["IByteStream.Open"] = 1692, ["IByteStream.Close"] = 1032, ["IByteStream.Write"] = 648, ["IByteStream.Read"] = 840,
        ["II2cBus"] = 840, ["IOutputPin"] = 648, ["IClock"] = 420, ["IRandom"] = 420, ["IMemory"] = 420,
        ["IWatchdog"] = 624, ["IRestart"] = 420,

        // A T1 node has none of these.
        ["IBoardGauges"] = 0, ["INodeExtension"] = 0, ["ITachometer"] = 0
    };

    public static int DeepestBytes(IReadOnlyList<byte[]> images, ITestOutputHelper output)
    {
        CallStacks inFiles = new(images, With(ReadBytes, WriteBytes, DeleteBytes));
        CallStacks atDoor = new(images, With(WaitingBytes, WaitingBytes, WaitingBytes));
        int linkInFiles = Link(inFiles, output) + Shared(atDoor, output);
        int sharedInFiles = Shared(inFiles, output) + Link(atDoor, output);
        return Math.Max(linkInFiles, sharedInFiles) + WatchdogBytes;
    }

    private static Dictionary<string, int> With(int read, int write, int delete) => new(Device, StringComparer.Ordinal)
    {
        ["IFileStore.Read"] = read, ["IFileStore.Write"] = write, ["IFileStore.Append"] = write, ["IFileStore.Delete"] = delete
    };

    private static int Link(CallStacks calls, ITestOutputHelper output) =>
        LoopBytes + Told(calls, output, "Stethos.App.LinkLoop", "Step");

    private static int Shared(CallStacks calls, ITestOutputHelper output)
    {
        int deepest = Told(calls, output, "Stethos.App.CaptureLoop", "Step");
        deepest = Math.Max(deepest, Told(calls, output, "Stethos.App.Outbox", "Step"));
        deepest = Math.Max(deepest, Told(calls, output, "Stethos.App.Supervision.Supervisor", "Step"));
        return LoopBytes + SharedLoopBytes + deepest;
    }

    private static int Told(CallStacks calls, ITestOutputHelper output, string type, string method)
    {
        int bytes = calls.BytesFrom(type, method);
        output.WriteLine($"{bytes,7}  {string.Join(" > ", calls.ChainFrom(type, method))}");
        return bytes;
    }
}
