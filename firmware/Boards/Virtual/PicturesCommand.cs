using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Boards.Virtual;

/// <summary>
/// `pictures`: 96 × 96 crops of generated parts as raw grey, with an index, for training and evaluation. A family of parts
/// is the group to split by.
/// </summary>
internal static class PicturesCommand
{
    private const int Side = 96;

    public static Command Make()
    {
        var first = new Option<int>("--first-family") { Description = "First family.", Required = true };
        var families = new Option<int>("--families") { Description = "Families.", Required = true };
        var healthy = new Option<int>("--healthy") { Description = "Healthy parts of each family.", DefaultValueFactory = _ => 8 };
        var defective = new Option<int>("--defective") { Description = "Parts of each family and defect.", DefaultValueFactory = _ => 2 };
        var output = new Option<FileInfo>("--out") { Description = "X.u8; the index is X.csv beside it.", Required = true };
        var command = new Command("pictures", "Writes crops of generated parts.") { first, families, healthy, defective, output };
        command.SetAction(result =>
        {
            try
            {
                Write(
                    result.GetValue(first), result.GetValue(families), result.GetValue(healthy), result.GetValue(defective),
                    result.GetValue(output)!.FullName);
                return 0;
            }
            catch (IOException wrong)
            {
                Console.Error.WriteLine($"stethos-virtual-board pictures: {wrong.Message}");
                return 2;
            }
        });
        return command;
    }

    private static void Write(int first, int families, int healthy, int defective, string path)
    {
        using var pixels = new FileStream(path, FileMode.Create);
        using var index = new StreamWriter(Path.ChangeExtension(path, ".csv"));
        index.WriteLine("group,label,severity");
        for (var family = first; family < first + families; family++)
        {
            foreach (var defect in Enum.GetValues<PartDefect>())
            {
                var count = defect == PartDefect.None ? healthy : defective;
                for (var part = 0; part < count; part++)
                {
                    var view = PartPictureParameters.Drawn((ulong)family, ((ulong)defect * 1000) + (ulong)part, defect);
                    pixels.Write(PartCrop.Of(view, Side));
                    var label = defect == PartDefect.None ? "ok" : defect.ToString().ToLowerInvariant();
                    var severity = defect == PartDefect.None ? 0 : view.Severity;
                    index.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{family},{label},{severity:F3}"));
                }
            }
        }
    }
}
