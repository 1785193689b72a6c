using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.ApplicationSlots.Health;

/// <summary>Asks the gateway how it is.</summary>
public sealed class HealthProbe(Uri page) : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 1 << 20 };

    /// <summary>Null while it does not answer.</summary>
    public async Task<GatewayHealth?> AskAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(page, "/healthz"), stop).ConfigureAwait(false);
            return GatewayHealth.Parse(await answer.Content.ReadAsStringAsync(stop).ConfigureAwait(false));
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
