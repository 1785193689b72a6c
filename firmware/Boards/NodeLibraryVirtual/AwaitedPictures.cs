using Stethos.Hal.Virtual.Vision;

namespace Stethos.Boards.Virtual;

/// <summary>Generated parts whose defect and drift begin with the first picture after the fault was begun.</summary>
internal sealed class AwaitedPictures(PartPictureParameters parts, AwaitedFault fault) : IPictureSource
{
    private PartPictureGenerator _shown = new(
        parts with { DefectStartSeconds = double.PositiveInfinity, DriftStartSeconds = double.PositiveInfinity });

    private bool _isFaulty;

    public int Width => parts.Width;

    public int Height => parts.Height;

    public void Render(double timeSeconds, byte[] destination, int offset)
    {
        lock (fault)
        {
            if (fault.HasBegun && !_isFaulty)
            {
                _isFaulty = true;
                _shown = new PartPictureGenerator(parts with
                {
                    DefectStartSeconds = Start(parts.DefectStartSeconds, timeSeconds),
                    DriftStartSeconds = Start(parts.DriftStartSeconds, timeSeconds)
                });
            }

            _shown.Render(timeSeconds, destination, offset);
        }
    }

    // What never begins does not begin now either.
    private static double Start(double planned, double now) => double.IsPositiveInfinity(planned) ? planned : now;
}
