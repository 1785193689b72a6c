namespace Stethos.ApplicationSlots.Disk;

/// <summary>What a path is.</summary>
public enum DiskEntryCode
{
    None,
    File,
    Folder,
    Link
}
