using System.CommandLine;
using System.IO;
using System.Text;
using Stethos.ModelQuantizer.Size.Report;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`report`: the same answer as one HTML file.</summary>
internal static class ReportCommand
{
    public static Command Make(TextWriter output)
    {
        var options = new SizeOptions();
        var to = new Option<string>("--output", "-o")
        {
            Description = "The HTML file to write; it loads nothing.",
            HelpName = "file",
            DefaultValueFactory = _ => "report.html",
        };
        var command = new Command("report", "Writes one HTML file: tiers, layers, memory over time, size by tensor.") { to };
        options.AddTo(command);
        command.SetAction(result =>
        {
            var report = options.Run(result);
            var path = result.GetValue(to)!;
            ModelFile.Write(path, Encoding.UTF8.GetBytes(ReportPage.Write(report)));
            output.WriteLine($"{path} written");
            return SizeOptions.ExitCodeOf(report.Tiers);
        });
        return command;
    }
}
