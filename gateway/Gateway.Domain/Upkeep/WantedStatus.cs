namespace Stethos.Gateway.Domain.Upkeep;

/// <summary>How far a wanted configuration has come.</summary>
public enum WantedStatus
{
    /// <summary>The node has not said anything of it; it is sent again until it does.</summary>
    Waiting,

    /// <summary>Stored by the node, which restarts and tries it.</summary>
    Trying,

    /// <summary>The node runs with it and keeps it.</summary>
    Applied,

    /// <summary>The node did not take it.</summary>
    Refused,

    /// <summary>It did not hold; the node is back with the one before.</summary>
    Returned
}
