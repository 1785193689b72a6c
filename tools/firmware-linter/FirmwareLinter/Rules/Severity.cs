namespace Stethos.FirmwareLinter.Rules;

public enum Severity
{
    /// <summary>Refused by the converter or at load, or throws: the device does not run it.</summary>
    Fails,

    /// <summary>Runs and gives another result than on .NET.</summary>
    Differs,

    /// <summary>May give another result; shown on request only.</summary>
    Advice
}
