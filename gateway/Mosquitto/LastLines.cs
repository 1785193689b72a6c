using System;
using System.Collections.Generic;

namespace Stethos.Mosquitto;

/// <summary>Keeps the last lines a broker wrote, to explain its end. Thread safe.</summary>
internal sealed class LastLines
{
    private const int Capacity = 20;

    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    /// <summary>The last line that speaks of an error, else the last line, else an empty text.</summary>
    public string MostTelling()
    {
        string telling = "";
        bool isError = false;
        lock (_lines)
        {
            foreach (string line in _lines)
            {
                bool speaksOfError = line.Contains("Error", StringComparison.OrdinalIgnoreCase);
                if (speaksOfError || !isError)
                {
                    telling = line;
                    isError = speaksOfError;
                }
            }
        }

        return telling;
    }
}
