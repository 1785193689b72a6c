using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.Hal.Virtual.Files
{
    /// <summary>
    /// Files in memory with the durability of littlefs under the managed file API: an operation counts once it has returned,
    /// the one under way when the power goes leaves whatever its <see cref="TearPattern"/> says, all others stay. Faults are
    /// planned by operation number (reads count too) and drawn from the seed. One thread.
    /// </summary>
    public sealed class PowerCutFileStore : IFileStore
    {
        private readonly Dictionary<string, byte[]> _files = new Dictionary<string, byte[]>();
        private readonly Dictionary<long, (FileStatusCode Status, string Prefix)> _failures =
            new Dictionary<long, (FileStatusCode Status, string Prefix)>();
        private readonly Dictionary<long, TearPattern> _spoiled = new Dictionary<long, TearPattern>();
        private readonly Random _random;
        private long _cutAt = -1;
        private TearPattern _cutPattern;

        public PowerCutFileStore(int seed)
        {
            _random = new Random(seed);
        }

        /// <summary>Operations so far; also the number of the next one.</summary>
        public long OperationCount { get; private set; }

        /// <summary>False from the planned cut until <see cref="PowerOn"/>.</summary>
        public bool IsOn { get; private set; } = true;

        /// <summary>Names of the files there are, in order.</summary>
        public IReadOnlyList<string> Names => _files.Keys.Order(StringComparer.Ordinal).ToArray();

        /// <summary>Bytes written or appended, torn ones included.</summary>
        public long BytesWritten { get; private set; }

        /// <summary>The power goes at operation <paramref name="operation"/>.</summary>
        public void CutAt(long operation, TearPattern pattern)
        {
            _cutAt = operation;
            _cutPattern = pattern;
        }

        /// <summary>Operation <paramref name="operation"/> leaves what the pattern says and still reports success.</summary>
        public void SpoilAt(long operation, TearPattern pattern) => _spoiled[operation] = pattern;

        /// <summary>
        /// Operation <paramref name="operation"/> reports a failure if its file's name begins so; an append or write leaves a
        /// random part.
        /// </summary>
        public void FailAt(long operation, FileStatusCode status, string namePrefix = "") =>
            _failures[operation] = (status, namePrefix);

        /// <summary>Starts again with what is left; there is no cut planned any more.</summary>
        public void PowerOn()
        {
            IsOn = true;
            _cutAt = -1;
        }

        /// <summary>Flips a bit of a file at rest.</summary>
        public void Rot(string name, int bit) => _files[name][bit >> 3] ^= (byte)(1 << (bit & 7));

        /// <summary>Size of a file in bytes.</summary>
        public int SizeOf(string name) => _files[name].Length;

        /// <inheritdoc/>
        public FileStatusCode Read(string name, byte[] buffer, out int length)
        {
            FileNames.Check(name);
            length = 0;
            FileStatusCode failure = Next(name, out _);
            if (!IsOn)
            {
                throw new PowerCutException();
            }

            if (failure != FileStatusCode.Ok)
            {
                return failure;
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

        /// <inheritdoc/>
        public FileStatusCode Write(string name, byte[] buffer, int offset, int count) =>
            Change(name, Array.Empty<byte>(), buffer.AsSpan(offset, count).ToArray(), isAppend: false);

        /// <inheritdoc/>
        public FileStatusCode Append(string name, byte[] buffer, int offset, int count) =>
            Change(name, _files.GetValueOrDefault(name, Array.Empty<byte>()), buffer.AsSpan(offset, count).ToArray(), isAppend: true);

        /// <inheritdoc/>
        public FileStatusCode Delete(string name)
        {
            FileNames.Check(name);
            FileStatusCode failure = Next(name, out TearPattern pattern);
            if (failure == FileStatusCode.Ok && !_files.ContainsKey(name))
            {
                failure = FileStatusCode.NotFound;
            }

            bool isDone = failure == FileStatusCode.Ok && ((int)pattern & 1) == 1;
            if (isDone)
            {
                _files.Remove(name);
            }

            return IsOn ? failure : throw new PowerCutException();
        }

        // The pattern is Everything when nothing is planned.
        private FileStatusCode Next(string name, out TearPattern pattern)
        {
            if (!IsOn)
            {
                throw new PowerCutException();
            }

            long operation = OperationCount++;
            IsOn = operation != _cutAt;
            pattern = !IsOn ? _cutPattern : _spoiled.GetValueOrDefault(operation, TearPattern.Everything);
            return _failures.TryGetValue(operation, out (FileStatusCode Status, string Prefix) failure)
                && name.StartsWith(failure.Prefix, StringComparison.Ordinal) ? failure.Status : FileStatusCode.Ok;
        }

        private FileStatusCode Change(string name, byte[] before, byte[] added, bool isAppend)
        {
            FileNames.Check(name);
            FileStatusCode failure = Next(name, out TearPattern pattern);
            if (failure != FileStatusCode.Ok)
            {
                pattern = IsOn ? TearPattern.RandomPart : pattern;
            }

            byte[]? content = TornWrite.Leave(_files.GetValueOrDefault(name), before, added, pattern, isAppend, _random);
            _files.Remove(name);
            if (content != null)
            {
                _files[name] = content;
            }

            BytesWritten += added.Length;
            return IsOn ? failure : throw new PowerCutException();
        }
    }
}
