using System.CommandLine;
using System.IO;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`check`: whether a model fits.</summary>
internal static class CheckCommand
{
    public static Command Make(TextWriter output)
    {
        var options = new SizeOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("check", "Says for each tier whether a model fits, what limits it and what would make it fit.") { json };
        options.AddTo(command);
        command.SetAction(result =>
        {
            var report = options.Run(result);
            if (result.GetValue(json))
            {
                output.WriteLine(ReportJson.Write(report));
            }
            else
            {
                CheckTable.Write(report, output);
            }

            return SizeOptions.ExitCodeOf(report.Tiers);
        });
        return command;
    }
}
