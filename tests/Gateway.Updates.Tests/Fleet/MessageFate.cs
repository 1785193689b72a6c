namespace Stethos.Gateway.Updates.Tests.Fleet;

/// <summary>What becomes of a message on the air.</summary>
internal enum MessageFate
{
    Arrives,
    Lost,
    Twice,

    /// <summary>After others that were sent later.</summary>
    Late
}
