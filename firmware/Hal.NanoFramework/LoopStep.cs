namespace Stethos.Hal.NanoFramework
{
    /// <summary>One turn of a loop.</summary>
    public delegate void LoopStep();
}
