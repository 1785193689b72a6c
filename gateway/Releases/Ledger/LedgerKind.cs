namespace Stethos.Releases.Ledger;

/// <summary>What a line of a ledger says.</summary>
public enum LedgerKind
{
    /// <summary>The key was made.</summary>
    Begin,

    /// <summary>The index is spent: written before its signature is made.</summary>
    Reserve,

    /// <summary>The index is given up because the line before was torn: nobody can tell whether it was used.</summary>
    Burn
}
