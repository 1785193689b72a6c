namespace Stethos.ApplicationSlots.Tests.Kit;

/// <summary>What a disk may promise and not do; planted to see that the proof notices.</summary>
public enum DiskFault
{
    None,
    FilesAreNotSynced,
    FoldersAreNotSynced,
    RenameIsNotAtomic
}
