using System;

namespace Stethos.Gateway.Host.Commands.Releasing;

/// <summary>Says on the terminal how much of a key's tree is computed; silent when nobody watches.</summary>
internal sealed class TreeProgress(int leaves) : IProgress<int>, IDisposable
{
    private readonly bool _isSilent = Console.IsErrorRedirected;
    private readonly object _lock = new();
    private int _percent = -1;

    public void Report(int value)
    {
        lock (_lock)
        {
            var percent = (int)(100L * value / leaves);
            if (!_isSilent && percent > _percent)
            {
                _percent = percent;
                Console.Error.Write($"\rcomputing {leaves:N0} one-time keys: {percent} %");
            }
        }
    }

    public void Dispose()
    {
        if (_percent >= 0)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }
}
