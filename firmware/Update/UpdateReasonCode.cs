namespace Stethos.Update
{
    /// <summary>
    /// Why an update was refused, rolled back or stopped. Numbers are on the wire and in flash: 1 to 39 slots and boot,
    /// 40 to 69 manifest and trust, 70 to 89 transfer, 90 to 109 the agent.
    /// </summary>
    public enum UpdateReasonCode
    {
        None = 0
    }
}
