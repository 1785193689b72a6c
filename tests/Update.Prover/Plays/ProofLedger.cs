namespace Stethos.Update.Prover.Plays;

/// <summary>
/// What really happened, outside the node's power: what the gateway was told, how often an image was started. A value, so that
/// a branch of the play has its own.
/// </summary>
public record struct ProofLedger
{
    /// <summary>Place in the list of offers.</summary>
    public int Offer { get; set; }

    /// <summary>The pair the node has called confirmed.</summary>
    public ProofPair Confirmed { get; set; }

    /// <summary>The pair it would be, had the call under way when the power went counted.</summary>
    public ProofPair Maybe { get; set; }

    /// <summary>The pair confirmed before.</summary>
    public ProofPair Before { get; set; }

    public uint ApplicationFloor { get; set; }

    public uint ModelFloor { get; set; }

    /// <summary>The present offer was armed, or was about to be.</summary>
    public bool IsArmed { get; set; }

    /// <summary>Starts of the present offer on trial.</summary>
    public int Starts { get; set; }

    /// <summary>Those of them that ended in a crash.</summary>
    public int Crashes { get; set; }

    /// <summary>
    /// Starts whose cause another one hid: power that went between a crash and the record of it makes the crash pass for a loss
    /// of power.
    /// </summary>
    public int Hidden { get; set; }

    /// <summary>Those that ended by power.</summary>
    public int Losses { get; set; }

    /// <summary>Version of the key set the node has said it trusts.</summary>
    public int KeySet { get; set; }

    public void Next()
    {
        Offer++;
        IsArmed = false;
        Starts = 0;
        Crashes = 0;
        Losses = 0;
    }

    public void Confirm(ProofPair pair)
    {
        if (pair != Confirmed)
        {
            Before = Confirmed;
            Confirmed = pair;
        }

        Maybe = default;
    }
}
