namespace Stethos.UpdateFleet;

/// <summary>What becomes of a message on the air.</summary>
public enum MessageFate
{
    Arrives,
    Lost,
    Twice,

    /// <summary>After others that were sent later.</summary>
    Late
}
