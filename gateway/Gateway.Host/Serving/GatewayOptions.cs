using System;
using System.Globalization;
using System.IO;
using Stethos.Gateway.Host.Ingest;

namespace Stethos.Gateway.Host.Serving;

/// <summary>How one gateway runs; checked before anything starts.</summary>
internal sealed record GatewayOptions
{
    public required string DataFolder { get; init; }

    public string Site { get; init; } = "site";

    public string Gateway { get; init; } = "gw1";

    public int PagePort { get; init; } = 8080;

    public string BindAddress { get; init; } = "127.0.0.1";

    public int BrokerPort { get; init; } = 18883;

    /// <summary>host:port of a broker that somebody else runs; null = supervise an own Mosquitto.</summary>
    public string? ExternalBroker { get; init; }

    public string? ModelFile { get; init; }

    /// <summary>Model for crops; null = crops are stored and shown without verdicts.</summary>
    public string? VisionModelFile { get; init; }

    /// <summary>Blob, or folder of blobs, that nodes may run; null = none: every verdict of a node is of an unknown model.</summary>
    public string? EdgeModels { get; init; }

    /// <summary>Share of the nodes' verdicts that is recomputed, 0 to 1.</summary>
    public double EdgeShare { get; init; } = 1;

    public string? WebRoot { get; init; }

    /// <summary>Device keys; null = none: nodes are neither configured nor given authenticated time.</summary>
    public string? KeysFile { get; init; }

    /// <summary>Key set of the nodes' owner; null = those given before, or none: then nobody but the nodes checks signatures.</summary>
    public string? KeySetFile { get; init; }

    /// <summary>Which access point each node is reached by; null = not known, all share the site's air.</summary>
    public string? AccessPointsFile { get; init; }

    /// <summary>Who owns a new alert.</summary>
    public string Owner { get; init; } = "maintenance";

    /// <summary>A node silent for longer is late; for three times as long, offline.</summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Every node is asked for a burst once per period.</summary>
    public TimeSpan BurstPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Every camera is asked for a crop once per period, and sooner when something changed.</summary>
    public TimeSpan CropPeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What the store keeps.</summary>
    public RetentionRule Keep { get; init; } = RetentionRule.None;

    public string DatabaseFile => Path.Combine(DataFolder, "stethos.db");

    /// <summary>The broker's address; port 0 when it is none.</summary>
    public (string Host, int Port) Broker
    {
        get
        {
            if (ExternalBroker is null)
            {
                return ("127.0.0.1", BrokerPort);
            }

            var colon = ExternalBroker.LastIndexOf(':');
            var isPort = ushort.TryParse(ExternalBroker[(colon + 1)..], CultureInfo.InvariantCulture, out var port);
            return (ExternalBroker[..Math.Max(0, colon)], isPort ? port : 0);
        }
    }

    /// <exception cref="GatewayException">The message names the option, its value and what is allowed.</exception>
    public void Check()
    {
        Require(DataFolder.Length > 0, "--data", DataFolder, "a folder");
        Require(!File.Exists(DataFolder), "--data", DataFolder, "a folder, but this is a file");
        Require(Protocol.Topics.IsName(Site), "--site", Site, "1 to 32 characters of a-z, 0-9 and -");
        Require(Protocol.Topics.IsName(Gateway), "--gateway", Gateway, "1 to 32 characters of a-z, 0-9 and -");
        Require(PagePort is > 0 and < 65536, "--port", PagePort.ToString(null, null), "1 to 65535");
        Require(BrokerPort is > 0 and < 65536, "--broker-port", BrokerPort.ToString(null, null), "1 to 65535");
        Require(Owner.Length > 0, "--owner", Owner, "a name: every alert has an owner");
        Require(
            ExternalBroker is null || (ExternalBroker.LastIndexOf(':') > 0 && Broker.Port > 0),
            "--broker", ExternalBroker ?? "", "HOST:PORT");
        Require(EdgeShare is >= 0 and <= 1, "--edge-check", (100 * EdgeShare).ToString(CultureInfo.InvariantCulture), "0 to 100 percent");
        Require(Keep.Age >= TimeSpan.Zero, "--keep-days", Keep.Age.Days.ToString(null, null), "0 or more; 0 = for ever");
        Require(Keep.StoreBytes >= 0, "--keep-mb", (Keep.StoreBytes >> 20).ToString(null, null), "0 or more; 0 = no limit");
        Require(Keep.FreeDiskBytes >= 0, "--free-mb", (Keep.FreeDiskBytes >> 20).ToString(null, null), "0 or more; 0 = no limit");
        Require(KeysFile is null || File.Exists(KeysFile), "--keys", KeysFile ?? "", "an existing file of device keys");
        Require(KeySetFile is null || File.Exists(KeySetFile), "--key-set", KeySetFile ?? "", "an existing .sks file");
        Require(
            AccessPointsFile is null || File.Exists(AccessPointsFile), "--access-points", AccessPointsFile ?? "", "an existing file");
        Require(ModelFile is null || File.Exists(ModelFile), "--model", ModelFile ?? "", "an existing .onnx or .sbu file");
        Require(
            VisionModelFile is null || File.Exists(VisionModelFile),
            "--vision-model", VisionModelFile ?? "", "an existing .onnx or .sbu file");
    }

    private static void Require(bool condition, string option, string value, string allowed)
    {
        if (!condition)
        {
            throw new GatewayException($"{option} '{value}': {allowed}");
        }
    }
}
