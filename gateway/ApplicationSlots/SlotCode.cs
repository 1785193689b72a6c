namespace Stethos.ApplicationSlots;

/// <summary>The two places an application of the gateway can lie in. Numbers are kept on disk.</summary>
public enum SlotCode
{
    A = 1,
    B = 2
}
