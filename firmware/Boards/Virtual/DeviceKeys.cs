using System;
using System.Collections.Generic;
using System.IO;

namespace Stethos.Boards.Virtual;

/// <summary>Key file: a line per device, 16 digits of its id, a space, 32 to 64 hexadecimal digits of its key; # begins a remark.</summary>
internal static class DeviceKeys
{
    /// <exception cref="FormatException">The message names file and line.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string path)
    {
        var keys = new Dictionary<string, byte[]>();
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (words.Length != 2 || words[0].Length != 16 || words[1].Length is < 32 or > 64 || words[1].Length % 2 != 0)
            {
                throw new FormatException($"{path} line {i + 1}: wanted are 16 digits of the device and 32 to 64 of its key");
            }

            keys[words[0]] = Convert.FromHexString(words[1]);
        }

        return keys;
    }
}
