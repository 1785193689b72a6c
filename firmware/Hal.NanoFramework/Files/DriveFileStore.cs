using System;
using System.IO;

namespace Stethos.Hal.NanoFramework.Files
{
    /// <summary>
    /// Files in the root of a drive: I: is littlefs in the ESP32's flash, D: a card with FAT. Data counts once the stream
    /// is closed; there is no fsync and no atomic replace, which is what <see cref="IFileStore"/> says. A full medium
    /// shows as an I/O error without a number of its own, so it is told as a fault of the medium.
    /// </summary>
    public sealed class DriveFileStore : IFileStore
    {
        // One thread at a time: a file that is being opened takes 3 KB of heap in calls and objects. The runtime stands still while
        // flash works anyway, so nobody waits for longer.
        private readonly object _gate = new object();
        private readonly string _root;

        /// <summary><paramref name="drive"/> such as "I:".</summary>
        public DriveFileStore(string drive)
        {
            _root = drive + "\\";
        }

        /// <inheritdoc/>
        public FileStatusCode Read(string name, byte[] buffer, out int length)
        {
            length = 0;
            try
            {
                lock (_gate)
                {
                    string path = _root + name;
                    if (!File.Exists(path))
                    {
                        return FileStatusCode.NotFound;
                    }

                    using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
                    {
                        int size = (int)file.Length;
                        length = size;
                        if (size > buffer.Length)
                        {
                            return FileStatusCode.TooLarge;
                        }

                        return file.Read(buffer, 0, size) == size ? FileStatusCode.Ok : FileStatusCode.MediumFault;
                    }
                }
            }
            catch (IOException)
            {
                length = 0;
                return FileStatusCode.MediumFault;
            }
        }

        /// <inheritdoc/>
        public FileStatusCode Write(string name, byte[] buffer, int offset, int count)
        {
            return Put(FileMode.Create, name, buffer, offset, count);
        }

        /// <inheritdoc/>
        public FileStatusCode Append(string name, byte[] buffer, int offset, int count)
        {
            return Put(FileMode.Append, name, buffer, offset, count);
        }

        /// <inheritdoc/>
        public FileStatusCode Delete(string name)
        {
            try
            {
                lock (_gate)
                {
                    string path = _root + name;
                    if (!File.Exists(path))
                    {
                        return FileStatusCode.NotFound;
                    }

                    File.Delete(path);
                    return FileStatusCode.Ok;
                }
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
                lock (_gate)
                {
                    using (FileStream file = new FileStream(_root + name, mode, FileAccess.Write))
                    {
                        file.Write(buffer, offset, count);
                    }
                }

                return FileStatusCode.Ok;
            }
            catch (IOException)
            {
                return FileStatusCode.MediumFault;
            }
        }
    }
}
