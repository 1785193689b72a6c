using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>Keeps log lines with their event numbers.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly Lock _sync = new();
    private readonly List<(int Id, string Text)> _lines = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_sync)
        {
            _lines.Add((eventId.Id, formatter(state, exception) + exception));
        }
    }

    /// <summary>Lines of one event.</summary>
    public IReadOnlyList<string> Of(int id)
    {
        lock (_sync)
        {
            return [.. _lines.Where(line => line.Id == id).Select(line => line.Text)];
        }
    }
}
