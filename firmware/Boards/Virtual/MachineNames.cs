using System.Globalization;

namespace Stethos.Boards.Virtual;

/// <summary>Machines of the demonstration plant, in turn.</summary>
internal static class MachineNames
{
    private static readonly string[] Kinds = ["feed pump", "exhaust fan", "conveyor drive", "compressor"];

    public static string Of(int index) =>
        $"{Kinds[index % Kinds.Length]} {(index / Kinds.Length + 1).ToString(CultureInfo.InvariantCulture)}";
}
