using System;
using Stethos.Benchmarks.Kit;
using Stethos.Protocol;

namespace Stethos.Benchmarks.Ingest;

/// <summary>A subscriber that receives at QoS 1 and does nothing else. It has a site of its own, so that it never shares.</summary>
internal sealed class BareSubscriber(string site, int port, bool usesBinding)
{
    private readonly string _port = GatewayProcess.Text(port);
    private readonly string _filter = Topics.FilterOf(site, GatewayProcess.Gateway, Topics.Frames);

    public string Site => site;

    /// <summary>Has the broker keep messages for it from now on: mosquitto_sub -E ends when it is subscribed.</summary>
    public void OpenSession()
    {
        using var opener = new Child(
            "mosquitto_sub", "-p", _port, "-c", "-i", site, "-q", "1", "-t", _filter, "-E");
        opener.WaitForSuccess();
    }

    /// <summary>Starts the process that ends when it has received a number of messages.</summary>
    public Child Start(int messages)
    {
        var count = GatewayProcess.Text(messages);

        // The output is thrown away by the shell: a pipe to this program would be work for both.
        return usesBinding
            ? new Child(Environment.ProcessPath!, BareBinding.Argument, _port, site, _filter, count)
            : new Child(
                "sh", "-c", "exec mosquitto_sub -p \"$0\" -c -i \"$1\" -q 1 -t \"$2\" -C \"$3\" -F %l >/dev/null",
                _port, site, _filter, count);
    }
}
