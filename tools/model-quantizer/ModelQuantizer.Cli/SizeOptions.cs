using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Report;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>What `check` and `report` take in common.</summary>
internal sealed class SizeOptions
{
    private readonly Argument<string> _file = new("file") { Description = "An ONNX or TFLite model." };

    private readonly TierOptions _tiers = new();

    private readonly Option<string[]> _dimensions = DimensionOption.Make();

    private readonly Option<string?> _installed = new("--installed")
    {
        Description = "The file that is installed now, a model or a blob (.nqm): says how many bytes an update would send.",
        HelpName = "file",
    };

    private readonly Option<string?> _errors = new("--errors")
    {
        Description = "Measured errors by layer: what quantize --sensitivity --json prints.",
        HelpName = "file",
    };

    public void AddTo(Command command)
    {
        command.Add(_file);
        _tiers.AddTo(command);
        command.Add(_dimensions);
        command.Add(_installed);
        command.Add(_errors);
    }

    public SizeReport Run(ParseResult result)
    {
        var path = result.GetValue(_file)!;
        var tiers = _tiers.Load(result);
        var installed = result.GetValue(_installed);
        return SizeCheck.Run(ModelLoader.Load(path), tiers, new SizeCheckOptions
        {
            Dimensions = DimensionOption.Parse(path, result.GetValue(_dimensions)!),
            Installed = installed,
            NewFile = installed is null ? default : ModelFile.Read(path),
            LayerErrors = result.GetValue(_errors) is { } errors ? LayerErrors.Load(errors) : new SizeCheckOptions().LayerErrors,
        });
    }

    /// <summary>0 when the model fits every tier that was asked for; among several, those that run no model at all do not count.</summary>
    public static int ExitCodeOf(IReadOnlyCollection<TierVerdict> tiers) =>
        tiers.All(tier => tier.Fits || (tier.RunsNone && tiers.Count > 1)) ? ExitCode.Ok : ExitCode.GateFailed;
}
