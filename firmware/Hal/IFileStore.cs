namespace Stethos.Hal
{
    /// <summary>
    /// Small named files on the node's flash file system. Contents are durable only once a call has returned
    /// <see cref="FileStatusCode.Ok"/>; replacing a file is not atomic (a power cut may leave the old, the new, a torn
    /// or no file), so callers keep two copies of what must survive.
    /// </summary>
    public interface IFileStore
    {
        /// <summary>Reads a whole file into <paramref name="buffer"/>; <paramref name="length"/> is its size.</summary>
        FileStatusCode Read(string name, byte[] buffer, out int length);

        /// <summary>Writes a whole file, replacing an older one, and closes it.</summary>
        FileStatusCode Write(string name, byte[] buffer, int offset, int count);
    }
}
