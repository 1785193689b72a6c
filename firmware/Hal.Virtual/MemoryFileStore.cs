using System;
using System.Collections.Concurrent;

namespace Stethos.Hal.Virtual
{
    public sealed class MemoryFileStore : IFileStore
    {
        private readonly ConcurrentDictionary<string, byte[]> _files = new();
        public FileStatusCode Read(string name, byte[] buffer, out int length)
        {
            length = 0;
            if (!_files.TryGetValue(name, out var f)) { return FileStatusCode.NotFound; }
            length = f.Length;
            if (f.Length > buffer.Length) { return FileStatusCode.TooLarge; }
            f.CopyTo(buffer, 0);
            return FileStatusCode.Ok;
        }
        public FileStatusCode Write(string name, byte[] buffer, int offset, int count)
        {
            _files[name] = buffer.AsSpan(offset, count).ToArray();
            return FileStatusCode.Ok;
        }
    }
}
