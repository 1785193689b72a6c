using System.CommandLine;
using Stethos.Gateway.Host.Provisioning;

namespace Stethos.Gateway.Host.Commands;

/// <summary>Options of `node-config`.</summary>
internal sealed class NodeConfigOptions
{
    private readonly Option<string> _board = new("--board")
    {
        Description = "Board as in hardware/boards, such as esp32-wroom-32-rev-a.",
        Required = true
    };

    private readonly Option<string> _broker = new("--broker")
    {
        Description = "HOST or HOST:PORT of the broker, as the node sees it.",
        Required = true
    };

    private readonly Option<string?> _device = new("--device") { Description = "16 hexadecimal digits; default a new device." };
    private readonly Option<string> _site = new("--site") { Description = "Site in the topics.", DefaultValueFactory = _ => "site" };
    private readonly Option<string> _gateway = new("--gateway") { Description = "Gateway in topics.", DefaultValueFactory = _ => "gw1" };
    private readonly Option<string> _name = new("--name") { Description = "Name people know the node by.", DefaultValueFactory = _ => "" };
    private readonly Option<string> _machine = new("--machine") { Description = "Machine it listens to.", DefaultValueFactory = _ => "" };
    private readonly Option<string?> _authority = new("--ca") { Description = "Certificate of the site's authority; turns TLS on." };
    private readonly Option<string> _ssid = new("--ssid") { Description = "Wi-Fi network; none = wired.", DefaultValueFactory = _ => "" };
    private readonly Option<string?> _password = new("--password-file") { Description = "File whose first line is the Wi-Fi password." };
    private readonly Option<int> _period = new("--period-ms") { Description = "Time between windows.", DefaultValueFactory = _ => 1000 };
    private readonly Option<double> _shaft = new("--shaft-hz") { Description = "Shaft speed; 0 = unknown.", DefaultValueFactory = _ => 0 };
    private readonly Option<string> _envelope = new("--envelope")
    {
        Description = "Band-pass of the envelope, LOW-HIGH in Hz.",
        DefaultValueFactory = _ => "2000-5000"
    };

    private readonly Option<string?> _bearing = new("--bearing") { Description = "BPFO,BPFI,BSF,FTF per revolution." };
    private readonly Option<bool> _newKey = new("--new-key") { Description = "Give a known device a new key." };
    private readonly Option<string?> _output = new("--out") { Description = "Folder for the files; default node-DEVICE." };
    private readonly Option<string> _keys = new("--keys")
    {
        Description = "The gateway's key file.",
        DefaultValueFactory = _ => ".stethos/node-keys"
    };

    private readonly Option<string?> _keySet = new("--key-set")
    {
        Description = "Whose releases the node takes (.sks of `stethos release rotate`); none = it takes no updates."
    };

    private readonly Option<string?> _application = new("--application")
    {
        Description = "First application of a board that loads it from slots (.sbu of a release, or .pe); none = it waits in rescue mode."
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Model that scores the node's windows (.nqm of `quantizer convert`), flashed beside --application."
    };

    private readonly Option<string> _port = new("--serial-port")
    {
        Description = "Port of the board.",
        DefaultValueFactory = _ => "/dev/ttyUSB0"
    };

    /// <summary>Adds the options to the command.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            _board, _broker, _device, _site, _gateway, _name, _machine, _authority, _ssid, _password, _period, _shaft, _envelope, _bearing,
            _keys, _newKey, _keySet, _application, _model, _port, _output
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    public string Keys(ParseResult result) => result.GetValue(_keys)!;

    /// <summary>What the node is flashed with beside its own file.</summary>
    public FirstFiles First(ParseResult result) =>
        new(result.GetValue(_keySet), result.GetValue(_application), result.GetValue(_model));

    public string Port(ParseResult result) => result.GetValue(_port)!;

    public string? Output(ParseResult result) => result.GetValue(_output);

    /// <summary>What was asked for.</summary>
    public NodeRequest Read(ParseResult result) => new()
    {
        Board = result.GetValue(_board)!,
        Broker = result.GetValue(_broker)!,
        Device = result.GetValue(_device),
        Site = result.GetValue(_site)!,
        Gateway = result.GetValue(_gateway)!,
        Name = result.GetValue(_name)!,
        Machine = result.GetValue(_machine)!,
        AuthorityFile = result.GetValue(_authority),
        Ssid = result.GetValue(_ssid)!,
        PasswordFile = result.GetValue(_password),
        PeriodMs = result.GetValue(_period),
        ShaftHz = result.GetValue(_shaft),
        Envelope = result.GetValue(_envelope)!,
        Bearing = result.GetValue(_bearing),
        NewKey = result.GetValue(_newKey)
    };
}
