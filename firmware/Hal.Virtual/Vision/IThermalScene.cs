namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// What a thermal array looks at, as a function of time: black bodies that fill one pixel each. The same time gives the
    /// same temperatures, whatever was asked before. Thread safe.
    /// </summary>
    public interface IThermalScene
    {
        /// <summary>
        /// Writes <paramref name="columns"/> × <paramref name="rows"/> temperatures in degrees Celsius from
        /// <paramref name="offset"/> on, row by row from the top left as the array sees the scene.
        /// </summary>
        void Render(double timeSeconds, int columns, int rows, float[] destination, int offset);

        /// <summary>Temperature of the array's own housing in degrees Celsius.</summary>
        double AmbientCelsius(double timeSeconds);
    }
}
