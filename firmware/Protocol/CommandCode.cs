namespace Stethos.Protocol
{
    /// <summary>Requests a node understands. Numbers are frozen by a test.</summary>
    public enum CommandCode
    {
        None = 0,

        /// <summary>Send a burst of raw samples of one sensor.</summary>
        SendBurst = 1,

        /// <summary>Publish the state message now, and send again what was not acknowledged: the gateway was away.</summary>
        SendState = 2,

        /// <summary>Blink so that a person finds the node; Samples = seconds, 0 = 30.</summary>
        Identify = 3,

        /// <summary>Send a crop of a picture: of the next one, or the one kept of an earlier one.</summary>
        SendCrop = 10
    }
}
