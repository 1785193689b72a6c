using System.Globalization;
using System.Linq;
using System.Security;
using System.Text;

namespace Stethos.Hardware.Tests.Picture;

/// <summary>Writes a drawing as SVG. The same drawing gives the same bytes.</summary>
internal static class SvgFile
{
    private const int GapPixels = 3;

    public static string Render(Drawing drawing)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{drawing.Width}" height="{drawing.Height}"
              viewBox="0 0 {drawing.Width} {drawing.Height}" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">
            <rect width="{drawing.Width}" height="{drawing.Height}" fill="#ffffff"/>

            """);
        foreach (Box box in drawing.Boxes)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""
                <rect x="{box.X}" y="{box.Y}" width="{box.Width}" height="{box.Height}" rx="6" fill="{box.Fill}" stroke="#555555"/>

                """);
        }

        foreach (Wire wire in drawing.Wires.Where(wire => wire.IsUpright))
        {
            Line(svg, wire, wire.Colour, 2);
        }

        foreach (Wire wire in drawing.Wires.Where(wire => !wire.IsUpright))
        {
            // A level wire over an upright one of another net leaves a gap: they are not joined.
            foreach (Wire under in drawing.Wires.Where(wire.Crosses))
            {
                Line(svg, wire with { X1 = under.X1 - GapPixels, X2 = under.X1 + GapPixels }, "#ffffff", 8);
            }

            Line(svg, wire, wire.Colour, 2);
        }

        foreach (Dot dot in drawing.Dots)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{dot.X}" cy="{dot.Y}" r="4" fill="{dot.Colour}"/>""").Append('\n');
        }

        foreach (Label label in drawing.Labels)
        {
            string anchor = label.Anchor switch { Anchor.Start => "start", Anchor.Middle => "middle", _ => "end" };
            string weight = label.Bold ? " font-weight=\"bold\"" : string.Empty;
            svg.Append(CultureInfo.InvariantCulture, $"""
                <text x="{label.X}" y="{label.Y}" font-size="{label.Size}" fill="{label.Colour}" text-anchor="{anchor}"{weight}>
                """).Append(SecurityElement.Escape(label.Text)).Append("</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, Wire wire, string colour, int width) => svg
        .Append(CultureInfo.InvariantCulture, $"""<path d="M{wire.X1} {wire.Y1}L{wire.X2} {wire.Y2}" stroke="{colour}" """)
        .Append(CultureInfo.InvariantCulture, $"""stroke-width="{width}" stroke-linecap="{(width == 2 ? "square" : "butt")}"/>""")
        .Append('\n');
}
