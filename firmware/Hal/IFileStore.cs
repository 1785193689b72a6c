namespace Stethos.Hal
{
    /// <summary>
    /// Small named files on the node's flash file system. Every call opens, works and closes, because data counts only
    /// after closing: contents are durable once a call has returned <see cref="FileStatusCode.Ok"/>. Nothing is atomic:
    /// a power cut inside <see cref="Write"/> may leave the old, the new, a torn or no file, inside
    /// <see cref="Append"/> the old file with any part of the new bytes or garbage after it, inside
    /// <see cref="Delete"/> the file or none. Other files are not touched.
    /// </summary>
    public interface IFileStore
    {
        /// <summary>Reads a whole file into <paramref name="buffer"/>; <paramref name="length"/> is its size.</summary>
        FileStatusCode Read(string name, byte[] buffer, out int length);

        /// <summary>Writes a whole file, replacing an older one, and closes it.</summary>
        FileStatusCode Write(string name, byte[] buffer, int offset, int count);

        /// <summary>Adds bytes at the end of a file, creating it if need be, and closes it.</summary>
        FileStatusCode Append(string name, byte[] buffer, int offset, int count);

        /// <summary>Removes a file; <see cref="FileStatusCode.NotFound"/> when there is none.</summary>
        FileStatusCode Delete(string name);
    }
}
