namespace Stethos.Update.Boot
{
    /// <summary>What the <see cref="ConfirmGate"/> says. Numbers are in telemetry.</summary>
    public enum ConfirmVerdictCode
    {
        /// <summary>Not yet.</summary>
        Wait = 0,

        /// <summary>All of it is proved.</summary>
        Confirm = 1,

        /// <summary>It has failed.</summary>
        RollBack = 2
    }
}
