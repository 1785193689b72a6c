namespace Stethos.App.Tests.Loops;

/// <summary>What happens to one message on its way, in either direction.</summary>
public enum TransportFault
{
    None,
    Lost,
    Duplicated,

    /// <summary>Arrives after the messages that follow it.</summary>
    Reordered,

    /// <summary>Arrives after the node has given it up and sent it again.</summary>
    Delayed,

    /// <summary>The session breaks; it and all that is under way is lost.</summary>
    LinkBroken
}
