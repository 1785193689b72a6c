using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Host.Serving;

namespace Stethos.Gateway.Host.Commands;

/// <summary>`serve`: runs a gateway until interrupted.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var common = new CommonOptions(".stethos");
        var site = new Option<string>("--site") { Description = "Site name in the topics.", DefaultValueFactory = _ => "site" };
        var gateway = new Option<string>("--gateway") { Description = "Gateway name in the topics.", DefaultValueFactory = _ => "gw1" };
        var broker = new Option<string?>("--broker") { Description = "HOST:PORT of an existing broker instead of an own one." };
        var command = new Command("serve", "Runs the gateway.") { site, gateway, broker };
        common.AddTo(command);
        command.SetAction((result, cancellation) => RunAsync(
            common.Read(result, result.GetValue(site)!, result.GetValue(gateway)!) with { ExternalBroker = result.GetValue(broker) },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(GatewayOptions options, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(builder => builder
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddProvider(new LineLoggerProvider(Console.Error, withStackTraces: false, TimeProvider.System)));
        try
        {
            await using var gateway = await GatewayInstance
                .StartAsync(options, loggers, TimeProvider.System, cancellation).ConfigureAwait(false);
            Console.WriteLine($"Stethos gateway {options.Gateway} of {options.Site}: {gateway.Address}");
            await StopSignals.WaitAsync(cancellation).ConfigureAwait(false);
            return 0;
        }
        catch (GatewayException wrong)
        {
            await Console.Error.WriteLineAsync($"stethos: {wrong.Message}").ConfigureAwait(false);
            return 2;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
