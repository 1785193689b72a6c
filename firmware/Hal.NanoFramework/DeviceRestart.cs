using nanoFramework.Runtime.Native;

namespace Stethos.Hal.NanoFramework
{
    /// <summary>Restarts the board. Stock images do not tell why the last boot ended; the retained last words do.</summary>
    public sealed class DeviceRestart : IRestart
    {
        /// <inheritdoc/>
        public StartCauseCode StartCause
        {
            get { return StartCauseCode.None; }
        }

        /// <inheritdoc/>
        public void Restart()
        {
            Power.RebootDevice(RebootOption.NormalReboot);
        }
    }
}
