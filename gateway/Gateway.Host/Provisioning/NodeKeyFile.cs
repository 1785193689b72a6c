using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>
/// The keys of the site's nodes, one line each: device id and key of 16 to 32 bytes in hexadecimal digits, a space between them;
/// '#' begins a comment. Written by `node-config` readable by its owner alone, to a second file that is renamed over the first, so a
/// crash leaves one of them; read by `serve` and `demo`. Virtual boards take theirs from the same file.
/// </summary>
internal sealed class NodeKeyFile
{
    private const int FewestDigits = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly SortedDictionary<string, string> _keys = new(StringComparer.Ordinal);

    private NodeKeyFile(string path)
    {
        _path = path;
    }

    /// <summary>Device ids that have a key.</summary>
    public IReadOnlyCollection<string> Devices => _keys.Keys;

    /// <summary>Reads the file; one that is not there is empty, one that others may read is refused.</summary>
    public static NodeKeyFile Open(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full) && IsOpenToOthers(full))
        {
            throw new ProvisioningException($"others may read {full}, which holds keys: chmod 600 {full}");
        }

        return Read(path);
    }

    /// <summary>Whether more than its owner may read or write the file.</summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0;

    /// <summary>The same whoever may read it.</summary>
    public static NodeKeyFile Read(string path)
    {
        var file = new NodeKeyFile(Path.GetFullPath(path));
        if (!File.Exists(file._path))
        {
            return file;
        }

        var number = 0;
        foreach (var line in ReadLines(file._path))
        {
            number++;
            var text = line.Split('#')[0].Trim();
            if (text.Length == 0)
            {
                continue;
            }

            var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2 || !DeviceId.TryParse(parts[0], new byte[FrameKey.DeviceLength]) || !IsKey(parts[1]))
            {
                throw new ProvisioningException($"{path} line {number}: 16 digits of a device and 32 to 64 of its key wanted");
            }

            if (!file._keys.TryAdd(parts[0], parts[1]))
            {
                throw new ProvisioningException($"{path} line {number}: device {parts[0]} is there twice");
            }
        }

        return file;
    }

    /// <summary>All keys, by the number the device id's digits stand for.</summary>
    public IReadOnlyDictionary<ulong, byte[]> ByDevice() => _keys.ToDictionary(
        pair => ulong.Parse(pair.Key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        pair => Convert.FromHexString(pair.Value));

    /// <summary>The key of a device; null when it has none.</summary>
    public byte[]? Find(string device) => _keys.TryGetValue(device, out var key) ? Convert.FromHexString(key) : null;

    /// <summary>Sets a device's key and writes the file.</summary>
    public void Put(string device, byte[] key)
    {
        _keys[device] = Convert.ToHexStringLower(key);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            var lines = string.Concat(_keys.Select(pair => $"{pair.Key} {pair.Value}\n"));
            OwnerFile.Write(_path, Encoding.ASCII.GetBytes("# Keys of the site's nodes: device, key. Keep secret.\n" + lines));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException($"the key cannot be kept: {wrong.Message}", wrong);
        }
    }

    private static bool IsKey(string text) =>
        text.Length is >= FewestDigits and <= 2 * NodeFile.KeyLength && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit);

    private static IEnumerable<string> ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new ProvisioningException($"the keys cannot be read: {wrong.Message}", wrong);
        }
    }
}
