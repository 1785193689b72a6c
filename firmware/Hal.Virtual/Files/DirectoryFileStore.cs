using System;
using System.IO;

namespace Stethos.Hal.Virtual.Files
{
    /// <summary>
    /// A folder of the host as a virtual board's flash: what it holds survives the process. A write goes to a second file
    /// that is flushed and then renamed over the first; kinder than flash, which may tear. An append is flushed in place and
    /// may tear when the process or the host dies. Thread safe per store.
    /// </summary>
    public sealed class DirectoryFileStore : IFileStore
    {
        // errno of "no space left on device" and "disk quota exceeded", which .NET passes on in HResult.
        private const int NoSpace = 28;
        private const int NoQuota = 122;

        private readonly object _gate = new object();
        private readonly string _folder;

        /// <summary>The folder is created if need be; give each board its own.</summary>
        public DirectoryFileStore(string folder)
        {
            _folder = Directory.CreateDirectory(folder).FullName;
        }

        /// <inheritdoc/>
        public FileStatusCode Read(string name, byte[] buffer, out int length)
        {
            FileNames.Check(name);
            ArgumentNullException.ThrowIfNull(buffer);
            length = 0;
            lock (_gate)
            {
                try
                {
                    using FileStream file = File.OpenRead(Path.Combine(_folder, name));
                    if (file.Length > buffer.Length)
                    {
                        length = (int)Math.Min(int.MaxValue, file.Length);
                        return FileStatusCode.TooLarge;
                    }

                    length = file.ReadAtLeast(buffer, (int)file.Length, throwOnEndOfStream: false);
                    return FileStatusCode.Ok;
                }
                catch (FileNotFoundException)
                {
                    return FileStatusCode.NotFound;
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    length = 0;
                    return FileStatusCode.MediumFault;
                }
            }
        }

        /// <inheritdoc/>
        public FileStatusCode Write(string name, byte[] buffer, int offset, int count)
        {
            FileNames.Check(name);
            ArgumentNullException.ThrowIfNull(buffer);
            string path = Path.Combine(_folder, name);

            // A leading dot cannot be a node's file name, so this one is never read back as a file of its own.
            string written = Path.Combine(_folder, "." + name + ".new");
            return Try(() =>
            {
                Put(written, FileMode.Create, buffer, offset, count);
                File.Move(written, path, overwrite: true);
            });
        }

        /// <inheritdoc/>
        public FileStatusCode Append(string name, byte[] buffer, int offset, int count)
        {
            FileNames.Check(name);
            ArgumentNullException.ThrowIfNull(buffer);
            return Try(() => Put(Path.Combine(_folder, name), FileMode.Append, buffer, offset, count));
        }

        /// <inheritdoc/>
        public FileStatusCode Delete(string name)
        {
            FileNames.Check(name);
            string path = Path.Combine(_folder, name);
            lock (_gate)
            {
                return File.Exists(path) ? Try(() => File.Delete(path)) : FileStatusCode.NotFound;
            }
        }

        private static void Put(string path, FileMode mode, byte[] buffer, int offset, int count)
        {
            using var file = new FileStream(path, mode, FileAccess.Write);
            file.Write(buffer, offset, count);
            file.Flush(flushToDisk: true);
        }

        private FileStatusCode Try(Action change)
        {
            lock (_gate)
            {
                try
                {
                    change();
                    return FileStatusCode.Ok;
                }
                catch (IOException exception) when (exception.HResult is NoSpace or NoQuota)
                {
                    return FileStatusCode.Full;
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    return FileStatusCode.MediumFault;
                }
            }
        }
    }
}
