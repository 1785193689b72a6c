using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace Stethos.Gateway.Web;

/// <summary>Signals belong to the process that hosts this server; the default lifetime would catch them here too.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
