using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests;

/// <summary>Reads server-sent events block by block, comments included.</summary>
internal sealed class EventReader(HttpResponseMessage response, StreamReader lines) : IDisposable
{
    public HttpResponseMessage Response { get; } = response;

    /// <summary>The next block as its lines; null at the end of the stream.</summary>
    public async Task<IReadOnlyList<string>?> ReadBlockAsync()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var block = new List<string>();
        while (await lines.ReadLineAsync(guard.Token) is { } line)
        {
            if (line.Length > 0)
            {
                block.Add(line);
            }
            else if (block.Count > 0)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>The next event of that name; everything before it is skipped.</summary>
    public async Task<JsonElement> ReadEventAsync(string name)
    {
        while (await ReadBlockAsync() is { } block)
        {
            if (block[0] == "event: " + name)
            {
                using var document = JsonDocument.Parse(block[1]["data: ".Length..]);
                return document.RootElement.Clone();
            }
        }

        throw new EndOfStreamException($"The stream ended before an event '{name}'.");
    }

    public void Dispose()
    {
        lines.Dispose();
        Response.Dispose();
    }
}
