using System;
using System.Collections.Generic;

namespace Stethos.Hardware.Tests.Picture;

/// <summary>Breaks text into lines at spaces.</summary>
internal static class PictureText
{
    public static IEnumerable<string> Wrap(string text, int letters)
    {
        string line = string.Empty;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > letters)
            {
                yield return line;
                line = string.Empty;
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }
}
