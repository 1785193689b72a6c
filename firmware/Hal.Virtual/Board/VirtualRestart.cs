namespace Stethos.Hal.Virtual.Board
{
    /// <summary>Remembers that a restart was asked for; whoever runs the board does it.</summary>
    public sealed class VirtualRestart : IRestart
    {
        private volatile bool _isWanted;

        public VirtualRestart(StartCauseCode startCause)
        {
            StartCause = startCause;
        }

        /// <inheritdoc/>
        public StartCauseCode StartCause { get; }

        /// <summary>The program asked for it.</summary>
        public bool IsWanted => _isWanted;

        /// <inheritdoc/>
        public void Restart() => _isWanted = true;
    }
}
