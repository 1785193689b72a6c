using System.CommandLine;
using System.IO;

namespace Stethos.Boards.Virtual;

/// <summary>What the command line says about cameras.</summary>
internal sealed class VisionArguments
{
    private readonly Option<int> _nodes = new("--vision")
    {
        Description = "Boards with a camera and a thermal array, that of the fault first.",
        DefaultValueFactory = _ => 0
    };

    private readonly Option<int> _periodMs = new("--vision-period-ms")
    {
        Description = "Time between pictures.",
        DefaultValueFactory = _ => FleetVision.DefaultPeriodMs
    };

    private readonly Option<FileInfo?> _pictures = new("--pictures")
    {
        Description = "Show the pictures of X.u8 (with X.json) in place of generated parts."
    };

    private readonly Option<bool> _faultOnLine = new("--vision-fault-on-line")
    {
        Description = "What cameras see goes wrong with the first line on standard input (wants --until-eof), not after a time."
    };

    public void AddTo(Command command)
    {
        command.Add(_nodes);
        command.Add(_periodMs);
        command.Add(_pictures);
        command.Add(_faultOnLine);
    }

    public FleetVision Of(ParseResult result) => new()
    {
        Nodes = result.GetValue(_nodes),
        PeriodMs = result.GetValue(_periodMs),
        PicturesPath = result.GetValue(_pictures)?.FullName,
        Fault = result.GetValue(_faultOnLine) ? new AwaitedFault() : null
    };
}
