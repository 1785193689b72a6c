namespace Stethos.FirmwareLinter.Checks;

/// <summary>How C# used &gt; or &gt;= where an instruction compares.</summary>
internal enum GreaterUse
{
    None,

    /// <summary><c>x &gt; y</c></summary>
    Plain,

    /// <summary><c>!(x &gt; y)</c></summary>
    Negated
}
