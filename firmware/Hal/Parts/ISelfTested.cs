namespace Stethos.Hal.Parts
{
    /// <summary>A driver whose part can push its own sensing mass; what <see cref="SelfTest"/> does it with.</summary>
    public interface ISelfTested
    {
        /// <summary>Sets the part up as the test needs it and starts measuring, the force off.</summary>
        PartStatusCode BeginSelfTest();

        /// <summary>Switches the electrostatic force on, or off again.</summary>
        PartStatusCode SwitchForce(bool on);

        /// <summary>Empties the FIFO; samples gather in it from now on.</summary>
        PartStatusCode ClearFifo();

        /// <summary>Takes all samples the FIFO holds, in g, into [axis][sample]; returns how many.</summary>
        int TakeFifo(float[][] axesG, out PartStatusCode status);

        /// <summary>Puts the part in standby.</summary>
        PartStatusCode EndSelfTest();
    }
}
