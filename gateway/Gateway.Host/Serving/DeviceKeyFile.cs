using System;
using System.Collections.Generic;
using System.IO;
using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Host.Serving;

/// <summary>
/// Device keys: a line per device, the 16 digits of its id, a space, 32 to 64 hexadecimal digits of its key; # begins a
/// remark. The same file tells the virtual boards theirs.
/// </summary>
internal static class DeviceKeyFile
{
    /// <exception cref="GatewayException">The message names file and line.</exception>
    public static IReadOnlyDictionary<ulong, byte[]> Read(string? path)
    {
        var keys = new Dictionary<ulong, byte[]>();
        var lines = path is null ? [] : File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (words.Length != 2 || !DeviceKey.TryParse(words[0], out var device) || !TryParse(words[1], out var key))
            {
                throw new GatewayException($"--keys {path} line {i + 1}: wanted are 16 digits of the device and 32 to 64 of its key");
            }

            keys[device.Value] = key;
        }

        return keys;
    }

    private static bool TryParse(string digits, out byte[] key)
    {
        key = [];
        if (digits.Length is < 32 or > 64 || digits.Length % 2 != 0)
        {
            return false;
        }

        key = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, key, out _, out var written) == System.Buffers.OperationStatus.Done && written == key.Length;
    }
}
