namespace Stethos.Gateway.Updates.Self;

/// <summary>A slot of the operating system, as RAUC tells of it.</summary>
/// <param name="Name">Such as rootfs.0.</param>
/// <param name="BootName">The boot loader's name; empty for a slot that is not booted from.</param>
/// <param name="IsBooted">Whether the system runs from it.</param>
/// <param name="IsGood">Whether the boot loader takes it for bootable.</param>
/// <param name="Version">Version of the bundle it holds; empty when RAUC did not write it.</param>
/// <param name="Installed">When the bundle was installed, as RAUC writes it; empty when it did not.</param>
public sealed record RaucSlot(string Name, string BootName, bool IsBooted, bool IsGood, string Version, string Installed)
{
    /// <summary>Names this content of this slot; another installation gives another name.</summary>
    public string Content => $"{Name} {Version} {Installed}".TrimEnd();
}
