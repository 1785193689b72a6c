namespace Stethos.Hal
{
    /// <summary>How this boot began, and how to begin the next one.</summary>
    public interface IRestart
    {
        /// <summary>What the hardware says.</summary>
        StartCauseCode StartCause { get; }

        /// <summary>Restarts the node; may return, and then the restart is under way.</summary>
        void Restart();
    }
}
