using System;
using System.IO;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace Stethos.Gateway.Host.Serving;

/// <summary>One line per message: time, level, event, text; stack traces only into a file, never onto the screen.</summary>
internal sealed class LineLoggerProvider(TextWriter output, bool withStackTraces, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _sync = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this);

    public void Dispose()
    {
        lock (_sync)
        {
            output.Flush();
        }
    }

    private void Write(LogLevel level, EventId id, string text, Exception? fault)
    {
        var cause = fault is null ? "" : withStackTraces ? Environment.NewLine + fault : ": " + fault.Message;
        lock (_sync)
        {
            output.WriteLine($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {level} {id.Id} {text}{cause}");
            output.Flush();
        }
    }

    private sealed class LineLogger(LineLoggerProvider owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            owner.Write(logLevel, eventId, formatter(state, exception), exception);
    }
}
