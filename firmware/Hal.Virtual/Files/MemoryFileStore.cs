using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Files
{
    /// <summary>
    /// Files in memory, with a size limit and faults on plan. Survives a reboot of the virtual board if the store is kept;
    /// does not model a power cut inside a write. Thread safe.
    /// </summary>
    public sealed class MemoryFileStore : IFileStore
    {
        private readonly object _gate = new object();
        private readonly Dictionary<string, byte[]> _files = new Dictionary<string, byte[]>();
        private readonly HashSet<long> _faults = new HashSet<long>();

        /// <summary>A store that is full at <paramref name="capacityBytes"/>.</summary>
        public MemoryFileStore(long capacityBytes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(capacityBytes);
            CapacityBytes = capacityBytes;
        }

        /// <summary>It is full at so many bytes; may change while it is in use, as when something else fills it.</summary>
        public long CapacityBytes { get; set; }

        /// <summary>Bytes of all files.</summary>
        public long Bytes
        {
            get
            {
                lock (_gate)
                {
                    long bytes = 0;
                    foreach (byte[] content in _files.Values)
                    {
                        bytes += content.Length;
                    }

                    return bytes;
                }
            }
        }

        /// <summary>Operations so far; also the number of the next one.</summary>
        public long OperationCount { get; private set; }

        /// <summary>The medium fails at operation <paramref name="operation"/>, which then changes nothing.</summary>
        public void FaultAt(long operation)
        {
            lock (_gate)
            {
                _faults.Add(operation);
            }
        }

        /// <inheritdoc/>
        public FileStatusCode Read(string name, byte[] buffer, out int length)
        {
            FileNames.Check(name);
            ArgumentNullException.ThrowIfNull(buffer);
            lock (_gate)
            {
                length = 0;
                if (_faults.Contains(OperationCount++))
                {
                    return FileStatusCode.MediumFault;
                }

                if (!_files.TryGetValue(name, out byte[]? content))
                {
                    return FileStatusCode.NotFound;
                }

                length = content.Length;
                if (length > buffer.Length)
                {
                    return FileStatusCode.TooLarge;
                }

                content.CopyTo(buffer, 0);
                return FileStatusCode.Ok;
            }
        }

        /// <inheritdoc/>
        public FileStatusCode Write(string name, byte[] buffer, int offset, int count)
        {
            FileNames.Check(name);
            return Put(name, Array.Empty<byte>(), buffer.AsSpan(offset, count));
        }

        /// <inheritdoc/>
        public FileStatusCode Append(string name, byte[] buffer, int offset, int count)
        {
            FileNames.Check(name);
            lock (_gate)
            {
                return Put(name, _files.GetValueOrDefault(name, Array.Empty<byte>()), buffer.AsSpan(offset, count));
            }
        }

        /// <inheritdoc/>
        public FileStatusCode Delete(string name)
        {
            FileNames.Check(name);
            lock (_gate)
            {
                return _faults.Contains(OperationCount++) ? FileStatusCode.MediumFault
                    : _files.Remove(name) ? FileStatusCode.Ok : FileStatusCode.NotFound;
            }
        }

        private FileStatusCode Put(string name, byte[] before, ReadOnlySpan<byte> added)
        {
            byte[] content = new byte[before.Length + added.Length];
            before.CopyTo(content, 0);
            added.CopyTo(content.AsSpan(before.Length));
            lock (_gate)
            {
                if (_faults.Contains(OperationCount++))
                {
                    return FileStatusCode.MediumFault;
                }

                long used = content.Length;
                foreach (KeyValuePair<string, byte[]> file in _files)
                {
                    used += file.Key == name ? 0 : file.Value.Length;
                }

                if (used > CapacityBytes)
                {
                    return FileStatusCode.Full;
                }

                _files[name] = content;
                return FileStatusCode.Ok;
            }
        }
    }
}
