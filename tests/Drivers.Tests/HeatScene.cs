using Stethos.Hal.Virtual.Vision;

namespace Stethos.Drivers.Tests
{
    /// <summary>A scene in which every pixel has its own temperature, rising a degree a second.</summary>
    internal sealed class HeatScene : IThermalScene
    {
        public double Ambient { get; set; } = 25;

        /// <summary>Of pixel 0 at time 0.</summary>
        public double First { get; set; } = 20;

        /// <summary>From pixel to pixel.</summary>
        public double Step { get; set; } = 0.1;

        /// <summary>Degrees a second.</summary>
        public double Slope { get; set; }

        public double At(int pixel, double seconds) => First + (Step * pixel) + (Slope * seconds);

        public void Render(double timeSeconds, int columns, int rows, float[] destination, int offset)
        {
            for (int i = 0; i < columns * rows; i++)
            {
                destination[offset + i] = (float)At(i, timeSeconds);
            }
        }

        public double AmbientCelsius(double timeSeconds) => Ambient;
    }
}
