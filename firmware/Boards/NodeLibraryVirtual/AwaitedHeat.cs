using Stethos.Hal.Virtual.Vision;

namespace Stethos.Boards.Virtual;

/// <summary>A motor whose bearing begins to run hot with the first picture after the fault was begun.</summary>
internal sealed class AwaitedHeat(ThermalSceneParameters scene, AwaitedFault fault) : IThermalScene
{
    private ThermalSceneGenerator _shown = new(scene with { HotStartSeconds = double.PositiveInfinity });
    private bool _isFaulty;

    public double AmbientCelsius(double timeSeconds) => _shown.AmbientCelsius(timeSeconds);

    public void Render(double timeSeconds, int columns, int rows, float[] destination, int offset)
    {
        lock (fault)
        {
            if (fault.HasBegun && !_isFaulty)
            {
                _isFaulty = true;
                _shown = new ThermalSceneGenerator(
                    double.IsPositiveInfinity(scene.HotStartSeconds) ? scene : scene with { HotStartSeconds = timeSeconds });
            }

            _shown.Render(timeSeconds, columns, rows, destination, offset);
        }
    }
}
