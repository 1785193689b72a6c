using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace Stethos.Mosquitto;

/// <summary>Writes the configuration of the supervised broker (mosquitto.conf(5), version 2.0).</summary>
internal static class BrokerConfigurationFile
{
    public const string FileName = "mosquitto.conf";

    /// <summary>Returns the path of the file written.</summary>
    public static string Write(MosquittoBrokerOptions options)
    {
        Directory.CreateDirectory(options.Directory);
        string path = Path.GetFullPath(Path.Combine(options.Directory, FileName));
        File.WriteAllText(path, Compose(options, Environment.IsPrivilegedProcess));
        return path;
    }

    internal static string Compose(MosquittoBrokerOptions options, bool privileged)
    {
        var text = new StringBuilder();
        text.Append("# Written at every start of the gateway; changes here are lost.\n");
        Line(text, "listener", $"{options.Port} 127.0.0.1");
        Line(text, "allow_anonymous", "true");
        Line(text, "persistence", "false");
        Line(text, "set_tcp_nodelay", "true");
        Line(text, "max_inflight_messages", options.MaxInFlight);
        Line(text, "max_queued_messages", options.MaxQueued);
        if (options.MaxPacketBytes > 0)
        {
            Line(text, "max_packet_size", options.MaxPacketBytes);
        }

        // Read through a pipe: no log file to rotate, and the last words of a broker that dies are at hand.
        Line(text, "log_dest", "stderr");
        Line(text, "log_type", "error");
        Line(text, "log_type", "warning");
        Line(text, "log_type", "notice");
        Line(text, "connection_messages", "false");

        // A change of user would clear the parent-death signal (prctl(2)) and leave the broker running after a crash of the gateway.
        if (privileged)
        {
            Line(text, "user", "root");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string key, string value)
    {
        text.Append(key).Append(' ').Append(value).Append('\n');
    }

    private static void Line(StringBuilder text, string key, int value)
    {
        Line(text, key, value.ToString(CultureInfo.InvariantCulture));
    }
}
