using Stethos.Hal;

namespace Stethos.Boards.Virtual;

/// <summary>
/// A file store that is full, or whose medium lost a bit in every file; the files of updates, whose names begin with u, may be told apart.
/// </summary>
internal sealed class FaultyFileStore(IFileStore files, bool isFull, bool isCorrupt, bool areSlotsCorrupt) : IFileStore
{
    private const byte FallenBit = 0x10;

    /// <inheritdoc/>
    public FileStatusCode Read(string name, byte[] buffer, out int length)
    {
        var status = files.Read(name, buffer, out length);
        if ((IsOfUpdates(name) ? areSlotsCorrupt : isCorrupt) && status == FileStatusCode.Ok && length > 0)
        {
            buffer[length / 2] ^= FallenBit;
        }

        return status;
    }

    /// <inheritdoc/>
    public FileStatusCode Write(string name, byte[] buffer, int offset, int count) =>
        isFull && !IsOfUpdates(name) ? FileStatusCode.Full : files.Write(name, buffer, offset, count);

    /// <inheritdoc/>
    public FileStatusCode Append(string name, byte[] buffer, int offset, int count) =>
        isFull && !IsOfUpdates(name) ? FileStatusCode.Full : files.Append(name, buffer, offset, count);

    /// <inheritdoc/>
    public FileStatusCode Delete(string name) => files.Delete(name);

    private static bool IsOfUpdates(string name) => name.StartsWith('u');
}
