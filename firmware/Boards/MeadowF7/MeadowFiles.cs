using System.IO;
using Meadow;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>Files in the application's data folder, in the board's flash. Data counts once the stream is flushed and closed.</summary>
public sealed class MeadowFiles : IFileStore
{
    private readonly string _root = MeadowOS.FileSystem.DataDirectory;

    /// <inheritdoc/>
    public FileStatusCode Read(string name, byte[] buffer, out int length)
    {
        length = 0;
        string path = Path.Combine(_root, name);
        try
        {
            if (!File.Exists(path))
            {
                return FileStatusCode.NotFound;
            }

            using FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read);
            int size = (int)file.Length;
            length = size;
            return size > buffer.Length ? FileStatusCode.TooLarge
                : file.Read(buffer, 0, size) == size ? FileStatusCode.Ok
                : FileStatusCode.MediumFault;
        }
        catch (IOException)
        {
            length = 0;
            return FileStatusCode.MediumFault;
        }
    }

    /// <inheritdoc/>
    public FileStatusCode Write(string name, byte[] buffer, int offset, int count) => Put(FileMode.Create, name, buffer, offset, count);

    /// <inheritdoc/>
    public FileStatusCode Append(string name, byte[] buffer, int offset, int count) => Put(FileMode.Append, name, buffer, offset, count);

    /// <inheritdoc/>
    public FileStatusCode Delete(string name)
    {
        string path = Path.Combine(_root, name);
        try
        {
            if (!File.Exists(path))
            {
                return FileStatusCode.NotFound;
            }

            File.Delete(path);
            return FileStatusCode.Ok;
        }
        catch (IOException)
        {
            return FileStatusCode.MediumFault;
        }
    }

    private FileStatusCode Put(FileMode mode, string name, byte[] buffer, int offset, int count)
    {
        try
        {
            using FileStream file = new FileStream(Path.Combine(_root, name), mode, FileAccess.Write);
            file.Write(buffer, offset, count);
            file.Flush(true);
            return FileStatusCode.Ok;
        }
        catch (IOException)
        {
            return FileStatusCode.MediumFault;
        }
    }
}
