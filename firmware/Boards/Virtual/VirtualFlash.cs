using System;
using System.IO;
using System.Security.Cryptography;
using Stethos.App;
using Stethos.App.Outboxes;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.Boards.Virtual;

/// <summary>
/// The flash of a virtual board: 256 blocks of 4 KiB in a folder of the host, or none. A host's medium does not wear like
/// flash, so every frame is stored at the keeper's next turn instead of in batches of two seconds.
/// </summary>
internal static class VirtualFlash
{
    private const int BlockCount = 256;
    private const int BlockLength = 4096;
    private const int RamFrames = 64;
    private const int RecordBytes = 2 * 1024 * 1024;

    /// <summary>Where last words, configurations and slots are: in the same folder, or in memory.</summary>
    public static IFileStore OpenRecords(BoardOptions options) => options.Trouble.In(
        options.FlashFolder is null ? new MemoryFileStore(RecordBytes) : new DirectoryFileStore(FolderOf(options)));

    /// <summary>
    /// An outbox that survives the process when there is a folder. Without one the frames are in memory, and so is the count
    /// of starts: the boot number is drawn at random, so that a gateway that remembers does not take new frames for old.
    /// </summary>
    public static Outbox OpenOutbox(BoardOptions options)
    {
        var random = new SystemRandom(RandomNumberGenerator.GetInt32(int.MaxValue));
        if (options.FlashFolder is null)
        {
            return new Outbox(options.OutboxCapacity, BootCounter.Draw(random), SlotLength(options));
        }

        var flash = options.Trouble.In(new DirectoryFileStore(FolderOf(options)));
        return new Outbox(
            new OutboxOptions
            {
                RamFrames = RamFrames,
                BlockCount = BlockCount,
                BlockLength = BlockLength,
                BatchFrames = 1,
                BatchMs = 0,
                SlotLength = SlotLength(options)
            },
            flash, new BootCounter(flash, random));
    }

    private static int SlotLength(BoardOptions options) =>
        options.Vision is null ? Outbox.MinSlotLength : VisionFeatures.MaxLength;

    private static string FolderOf(BoardOptions options) =>
        Path.Combine(options.FlashFolder!, VirtualBoard.DeviceText(options));
}
