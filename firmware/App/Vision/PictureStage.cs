namespace Stethos.App.Vision
{
    /// <summary>How far a picture is; each turn of the loop takes one step of one stage.</summary>
    internal enum PictureStage
    {
        Idle,
        Exposing,
        Reading,
        Comparing,
        Shifting,
        Making,
        Cropping
    }
}
