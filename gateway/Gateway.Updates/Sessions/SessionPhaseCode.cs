namespace Stethos.Gateway.Updates.Sessions;

/// <summary>What the gateway knows of a node and an image, always from the node's own status, never from what was sent.</summary>
public enum SessionPhaseCode
{
    /// <summary>The node has said nothing of the image: it is asked, and asked again.</summary>
    Unknown = 0,

    /// <summary>It fetches it.</summary>
    Fetching = 1,

    /// <summary>All of it is in its flash, verified; it may be on trial already.</summary>
    Fetched = 2,

    /// <summary>It runs it and keeps it. Only this is a success.</summary>
    Confirmed = 3,

    /// <summary>It tried it and went back.</summary>
    RolledBack = 4,

    /// <summary>It does not take it; <see cref="NodeSession.Reason"/> says why.</summary>
    Refused = 5
}
