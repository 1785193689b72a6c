using System;
using System.IO;

namespace Stethos.ApplicationSlots;

/// <summary>Keeps two programs from changing slots at once. Freed by the system when its holder dies.</summary>
public sealed class SlotLock : IDisposable
{
    private readonly FileStream _file;

    private SlotLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>Null while another program holds it.</summary>
    public static SlotLock? TryTake(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
            return new SlotLock(new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
