using System;
using System.CommandLine;
using Stethos.Gateway.Host.Ingest;
using Stethos.Gateway.Host.Serving;

namespace Stethos.Gateway.Host.Commands;

/// <summary>Options that every command running a gateway takes.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string> _data;
    private readonly Option<int> _port = new("--port") { Description = "Port of the page and the API.", DefaultValueFactory = _ => 8080 };
    private readonly Option<int> _brokerPort = new("--broker-port")
    {
        Description = "Port of the supervised broker on loopback.",
        DefaultValueFactory = _ => 18883
    };

    private readonly Option<string> _bind = new("--bind")
    {
        Description = "Address the page listens on.",
        DefaultValueFactory = _ => "127.0.0.1"
    };

    private readonly Option<string> _owner = new("--owner")
    {
        Description = "Owner of new alerts.",
        DefaultValueFactory = _ => "maintenance"
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "ONNX model, or package (.sbu) of one; default: the sample bearing-condition."
    };

    private readonly Option<string?> _visionModel = new("--vision-model")
    {
        Description = "ONNX model for crops, or package of one; default: the sample part-surface."
    };

    private readonly Option<string?> _edgeModels = new("--edge-models")
    {
        Description = "Blob, or folder of blobs, that nodes may run; default: the sample bearing-edge."
    };

    private readonly Option<double> _edgeCheck = new("--edge-check")
    {
        Description = "Share of the nodes' own verdicts that is recomputed, in percent.",
        DefaultValueFactory = _ => 100
    };

    private readonly Option<string?> _keys = new("--keys") { Description = "File of device keys, a line per device: id and key." };

    private readonly Option<int> _keepDays = new("--keep-days")
    {
        Description = "Frames older than this are removed; 0 = kept for ever.",
        DefaultValueFactory = _ => 730
    };

    private readonly Option<int> _keepMegabytes = new("--keep-mb")
    {
        Description = "Oldest frames are removed when the store is larger; 0 = no limit.",
        DefaultValueFactory = _ => 20_000
    };

    private readonly Option<int> _freeMegabytes = new("--free-mb")
    {
        Description = "Oldest frames are removed when the disk has less room left; 0 = no limit.",
        DefaultValueFactory = _ => 500
    };

    // A century.
    private const int MostDays = 36_525;

    private readonly Option<string?> _keySet = new("--key-set")
    {
        Description = "Key set of the nodes' owner (.sks) that releases and packages of models are held against; remembered."
    };

    private readonly Option<string?> _accessPoints = new("--access-points")
    {
        Description = "File of access points, a line per device: id and name. Updates then spare each of them."
    };

    public CommonOptions(string defaultData)
    {
        _data = new Option<string>("--data") { Description = "Folder for everything kept.", DefaultValueFactory = _ => defaultData };
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            _data, _port, _brokerPort, _bind, _owner, _model, _visionModel, _edgeModels, _edgeCheck, _keys, _keepDays,
            _keepMegabytes, _freeMegabytes, _keySet, _accessPoints
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    public GatewayOptions Read(ParseResult result, string site, string gateway) => new()
    {
        DataFolder = result.GetValue(_data)!,
        Site = site,
        Gateway = gateway,
        PagePort = result.GetValue(_port),
        BrokerPort = result.GetValue(_brokerPort),
        BindAddress = result.GetValue(_bind)!,
        Owner = result.GetValue(_owner)!,
        ModelFile = result.GetValue(_model) ?? Places.SampleModel,
        VisionModelFile = result.GetValue(_visionModel) ?? Places.SampleVisionModel,
        EdgeModels = result.GetValue(_edgeModels) ?? Places.SampleEdgeModel,
        EdgeShare = result.GetValue(_edgeCheck) / 100,
        KeysFile = result.GetValue(_keys),
        Keep = new RetentionRule(
            TimeSpan.FromDays(Math.Min(result.GetValue(_keepDays), MostDays)), (long)result.GetValue(_keepMegabytes) << 20,
            (long)result.GetValue(_freeMegabytes) << 20),
        KeySetFile = result.GetValue(_keySet),
        AccessPointsFile = result.GetValue(_accessPoints),
        WebRoot = Places.WebRoot
    };
}
