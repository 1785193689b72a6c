using System.Globalization;
using System.Security;
using System.Text;

namespace Stethos.Hardware.Tests.Lamp;

/// <summary>
/// A sheet of A4 to print: each code as a strip of 3.2 s, in the millimetres of the paper. Cut out, it is stuck inside the
/// lid of a node.
/// </summary>
internal static class LampSheet
{
    private const int Width = 210;
    private const int Top = 40;
    private const int RowHeight = 17;
    private const double StripLeft = 14;
    private const double StepWidth = 2;
    private const int StripSteps = 32;

    private const string Relay =
        "Relay: energised = healthy. It drops when the node hangs, is in safe mode, loses power, or on a link alarm.";

    public static string Render(LampData data)
    {
        var height = Top + data.Codes.Count * RowHeight + 16;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}mm" height="{height}mm" viewBox="0 0 {Width} {height}"
              font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">
            <rect width="{Width}" height="{height}" fill="#ffffff"/>
            <text x="14" y="18" font-size="7" font-weight="bold" fill="#111111">Stethos node: what the lamp says</text>
            <text x="14" y="26" font-size="3.6" fill="#555555">{Legend(data)}</text>
            <text x="14" y="31" font-size="3.6" fill="#555555">Count the short flashes. A long flash first: somebody has to act.</text>

            """);
        for (var i = 0; i < data.Codes.Count; i++)
        {
            Row(svg, data.Codes[i], Top + i * RowHeight);
        }

        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="14" y="{height - 7}" font-size="3.2" fill="#555555">{Relay}</text>

            """);
        return svg.Append("</svg>\n").ToString();
    }

    private static string Legend(LampData data) => string.Create(
        CultureInfo.InvariantCulture, $"Each strip is {StripSteps * data.StepMs / 1000.0:0.0} s of the lamp, left to right, then again.");

    private static void Row(StringBuilder svg, LampCode code, int y)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""
            <line x1="14" y1="{y - 2}" x2="196" y2="{y - 2}" stroke="#cccccc" stroke-width="0.2"/>
            <rect x="{StripLeft}" y="{y + 2}" width="{StripSteps * StepWidth}" height="7" rx="1" fill="#2b2f36"/>

            """);
        for (var step = 0; step < StripSteps; step++)
        {
            var first = step;
            while (step < StripSteps && code.Pattern[step % code.Pattern.Length] == '#')
            {
                step++;
            }

            if (step > first)
            {
                svg.Append(CultureInfo.InvariantCulture, $"""
                    <rect x="{StripLeft + first * StepWidth}" y="{y + 3}" width="{(step - first) * StepWidth}" height="5" fill="#ffc400"/>

                    """);
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="84" y="{y + 4.5}" font-size="4.2" font-weight="bold" fill="#111111">{SecurityElement.Escape(code.State)}</text>

            """);
        var (upper, lower) = Wrap(code.Action, 66);
        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="84" y="{y + 9}" font-size="3.4" fill="#333333">{SecurityElement.Escape(upper)}</text>
            <text x="84" y="{y + 13}" font-size="3.4" fill="#333333">{SecurityElement.Escape(lower)}</text>

            """);
    }

    private static (string First, string Second) Wrap(string text, int most)
    {
        if (text.Length <= most)
        {
            return (text, "");
        }

        var at = text.LastIndexOf(' ', most);
        return (text[..at], text[(at + 1)..]);
    }
}
