using System.Collections.Generic;
using System.Linq;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>Budgets are within the tier and within what the board really has.</summary>
internal static class BudgetRule
{
    // A 32-bit slot per channel: the I2S driver reads 32-bit samples whatever the converter's resolution.
    private const int DmaSampleBytes = 4;

    public static IEnumerable<string> Check(Board board, Chip chip, Tier? tier) =>
        (tier is null ? [] : CheckTier(board, tier)).Concat(CheckMemory(board, chip)).Concat(CheckFlash(board));

    private static IEnumerable<string> CheckTier(Board board, Tier tier)
    {
        foreach ((string name, long bytes) in board.Budgets)
        {
            if (!tier.Budgets.TryGetValue(name, out TierFigure? most))
            {
                yield return $"budgets/{name}: is no budget of a tier";
            }
            else if (bytes > most.Bytes)
            {
                yield return $"budgets/{name}: {bytes} is more than the {most.Bytes} of tier {board.Tier}";
            }
        }
    }

    private static IEnumerable<string> CheckMemory(Board board, Chip chip)
    {
        long heap = board.Budgets["managedHeapBytes"];
        if (chip.Images.FirstOrDefault(image => image.Image == board.Image) is { } image && heap > image.ManagedHeap.MinBytes)
        {
            yield return $"budgets/managedHeapBytes: {heap} is more than the {image.ManagedHeap.MinBytes} that {image.Image} surely leaves";
        }

        if (board.FreeHeap is { } free && free.Bytes > heap)
        {
            yield return $"freeHeap/bytes: {free.Bytes} is more than the managed heap's {heap}";
        }

        if (board.Pins.Count > 0 && (board.FreeHeap is null || board.PinProvenance is null))
        {
            yield return "freeHeap, pinProvenance: a board with pins says both";
        }

        long dma = board.Parts.Sum(part => (long)(part.DmaBuffers ?? 0) * (part.DmaBufferSamples ?? 0) * part.Channels * DmaSampleBytes);
        if (dma > board.Budgets["dmaBytes"])
        {
            yield return $"budgets/dmaBytes: the parts' rings need {dma}, {board.Budgets["dmaBytes"]} are there";
        }

        // Loaded from bytes, the payload stays in the managed heap, and so does the arena.
        if (board.Budgets["payloadBytes"] + board.Budgets["arenaBytes"] > heap || heap + dma > board.Budgets["ramBytes"])
        {
            yield return "budgets: payload and arena must fit the managed heap, heap and DMA the RAM";
        }
    }

    private static IEnumerable<string> CheckFlash(Board board)
    {
        long deploy = board.Partitions.Where(partition => partition.Kind == "deploy").Sum(partition => partition.SizeBytes);
        bool hasCodeInFiles = deploy == 0 && board.Partitions.Any(partition => partition.Kind == "filestore"
            && partition.SizeBytes >= board.Budgets["deployBytes"] + board.Budgets["fileStoreBytes"]);
        if (deploy > 0 ? board.Budgets["deployBytes"] > deploy : board.Chip != "virtual" && !hasCodeInFiles)
        {
            yield return $"budgets/deployBytes: {board.Budgets["deployBytes"]} is more than the deploy partition's {deploy}";
        }

        long files = board.Budgets["fileStoreBytes"];
        Partition? store = board.Partitions.FirstOrDefault(one => one.Name == board.FileStore.On && one.Kind == "filestore");
        if (store is null && board.Parts.All(part => part.Part != board.FileStore.On || part.Part != "sdcard"))
        {
            yield return $"fileStore/on: {board.FileStore.On} is neither a partition of kind filestore nor the part sdcard";
        }

        if (store is not null && files > store.SizeBytes)
        {
            yield return $"budgets/fileStoreBytes: {files} is more than the {store.SizeBytes} of partition {store.Name}";
        }

        long slots = 2 * (board.Budgets["payloadBytes"] + board.Budgets["modelFlashBytes"]);
        if (slots > files)
        {
            yield return $"budgets/fileStoreBytes: two payload and two model slots need {slots}, {files} are there";
        }
    }
}
