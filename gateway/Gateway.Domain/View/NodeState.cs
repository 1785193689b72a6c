namespace Stethos.Gateway.Domain.View;

/// <summary>How fresh a node is. Names travel as JSON strings; append only.</summary>
public enum NodeState
{
    /// <summary>Never heard since the gateway started and nothing stored.</summary>
    Unknown = 0,

    /// <summary>Heard within its reporting period.</summary>
    Online = 1,

    /// <summary>Overdue, but its link has not been declared lost.</summary>
    Late = 2,

    /// <summary>Link lost or silent beyond the offline limit.</summary>
    Offline = 3,
}
