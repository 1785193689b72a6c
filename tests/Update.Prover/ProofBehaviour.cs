namespace Stethos.Update.Prover;

/// <summary>How a release behaves when it runs on trial.</summary>
public enum ProofBehaviour
{
    /// <summary>It proves itself.</summary>
    Good,

    /// <summary>It is reset by the watchdog before it has proved itself.</summary>
    Crashes,

    /// <summary>The confirm gate says roll back.</summary>
    Fails,

    /// <summary>The power goes in each of its first eleven starts, then it is good.</summary>
    LosesPower
}
