namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>What is wrong with a generated part.</summary>
    public enum PartDefect
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>A thin line, bright or dark, of two strokes.</summary>
        Scratch,

        /// <summary>A hollow: one side of it catches the light, the other lies in shadow.</summary>
        Dent,

        /// <summary>A blot with an irregular outline, darker or brighter than the surface.</summary>
        Stain,

        /// <summary>One hole of the family's regular pattern was never drilled.</summary>
        Missing
    }
}
