namespace Stethos.App
{
    /// <summary>Looks at the frame of every window before it is sent: the model on the node. A small tier leaves it out.</summary>
    public interface IWindowGate
    {
        /// <summary>
        /// Judges a frame at the beginning of a buffer of at least 200 bytes, on the capture's thread; returns its length,
        /// which may have grown, or 0 when it need not be sent.
        /// </summary>
        int Judge(int sensor, byte[] frame, int length, long nowMs);

        /// <summary>The machine needs somebody and the gateway cannot be told.</summary>
        bool IsAlarmed(long nowMs);
    }
}
