using System.CommandLine;
using System.Threading.Tasks;

namespace Stethos.Boards.Virtual;

/// <summary>Command line of the virtual boards.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Virtual boards: the real firmware on virtual parts.") { RunCommand.Make(), ExportCommand.Make() };
        return root.Parse(arguments).InvokeAsync();
    }
}
