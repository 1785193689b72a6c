using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>
/// What the flash of killed boards holds, read by a reader of its own that follows docs/outbox-format.md and no code of ours.
/// </summary>
internal static class FlashFolder
{
    private const int HeaderLength = 80;
    private const int RecordHeaderLength = 10;

    /// <summary>Frames of every whole record by device, boot and sequence.</summary>
    public static Dictionary<(long Device, uint Boot, uint Sequence), byte[]> Read(string folder)
    {
        Dictionary<(long Device, uint Boot, uint Sequence), byte[]> frames = [];
        foreach (var board in Directory.GetDirectories(folder))
        {
            var device = unchecked((long)ulong.Parse(Path.GetFileName(board), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            foreach (var file in Directory.GetFiles(board, "ob-*"))
            {
                foreach (var (boot, sequence, frame) in Records(File.ReadAllBytes(file)))
                {
                    frames[(device, boot, sequence)] = frame;
                }
            }
        }

        return frames;
    }

    /// <summary>Bytes in all files.</summary>
    public static long Size(string folder)
    {
        var size = 0L;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("ob-*", SearchOption.AllDirectories))
        {
            size += file.Exists ? file.Length : 0;
        }

        return size;
    }

    private static IEnumerable<(uint Boot, uint Sequence, byte[] Frame)> Records(byte[] block)
    {
        if (block.Length < HeaderLength)
        {
            yield break;
        }

        var (boot, number) = (Word(block, 8), Word(block, 12));
        for (var at = HeaderLength; at + RecordHeaderLength < block.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(at));
            var (begin, end) = (at + RecordHeaderLength, at + RecordHeaderLength + length);
            if (length == 0 || end > block.Length || (Word(block, at + 6) ^ number) != Crc([.. block[at..(at + 6)], .. block[begin..end]]))
            {
                yield break;
            }

            yield return (boot, Word(block, at + 2), block[begin..end]);
            at = end;
        }
    }

    private static uint Word(byte[] block, int at) => BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(at));

    // IEEE 802.3, bit by bit.
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
