namespace Stethos.Gateway.Domain.Updates;

/// <summary>How far one node is with one release, as its own statuses tell. Numbers are kept in the store.</summary>
public enum UpdatePhaseCode
{
    /// <summary>It is offered to the node, which has not said anything of it.</summary>
    Offered = 1,

    /// <summary>The node fetches it.</summary>
    Fetching = 2,

    /// <summary>The node has all of it, verified, and waits for the word to switch.</summary>
    Staged = 3,

    /// <summary>The node is told to switch, or tries it.</summary>
    Switching = 4,

    /// <summary>The node runs it and keeps it: what runs has the release's digests. Only this is a success.</summary>
    Confirmed = 5,

    /// <summary>The node tried it and went back.</summary>
    RolledBack = 6,

    /// <summary>The node does not take it.</summary>
    Refused = 7,

    /// <summary>A person stopped it.</summary>
    Stopped = 8
}
