namespace Stethos.Protocol
{
    /// <summary>What a message is; field 1 of every message. Numbers are frozen by a test.</summary>
    public enum MessageKindCode
    {
        None = 0,

        /// <summary>Features of one window (topic w).</summary>
        Features = 1,

        /// <summary>A range of sequences that will never come, with the reason (topic w).</summary>
        GapNotice = 2,

        /// <summary>Cumulative and bitmap acknowledgement (topic ack).</summary>
        Acknowledgement = 3,

        /// <summary>A request to the node (topic cmd).</summary>
        Command = 4,

        /// <summary>One chunk of raw samples (topic b).</summary>
        BurstChunk = 5,

        /// <summary>Birth and health of a node (topic st, retained).</summary>
        State = 6,

        /// <summary>How the node itself fares, each minute (topic w).</summary>
        Health = 8,

        /// <summary>Why the boot before ended (topic w).</summary>
        LastWords = 9,

        /// <summary>What a node is: sensors, quantities, properties, commands (topic d, retained).</summary>
        Description = 11,

        /// <summary>Settings for a node, authenticated (topic cfg).</summary>
        Configuration = 12,

        /// <summary>What became of a configuration (topic w).</summary>
        ConfigurationResult = 13,

        /// <summary>What to do with a release (topic upd), authenticated.</summary>
        UpdateCommand = 14,

        /// <summary>Which release is the newest, as of when (topic upd), authenticated.</summary>
        Freshness = 18,

        /// <summary>Features of one picture (topic w).</summary>
        VisionFeatures = 7,

        /// <summary>One chunk of a crop of a picture (topic b).</summary>
        CropChunk = 10,

        /// <summary>How far a node is with an update, and what it lacks (topic u).</summary>
        UpdateStatus = 15,

        /// <summary>One part of a manifest bundle, to one node or to all (topic upd).</summary>
        ManifestPart = 16,

        /// <summary>One chunk of a component, or a repair symbol, to one node or to all (topic upd).</summary>
        UpdateChunk = 17
    }
}
