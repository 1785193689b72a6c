using System.Collections.Generic;
using System.Linq;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>Names lead somewhere: folder, chip, tier, image, flash size; parts have distinct names.</summary>
internal static class NameRule
{
    public static IEnumerable<string> Check(string folder, Board board, Chip? chip, Tier? tier)
    {
        string expected = $"{board.Id}-rev-{board.Revision}";
        if (folder != expected)
        {
            yield return $"board: the folder must be called {expected}";
        }

        if (tier is null)
        {
            yield return $"tier: there is no hardware/tiers/{board.Tier}.json";
        }

        if (chip is null)
        {
            yield return $"chip: there is no hardware/chips/{board.Chip}.json";
            yield break;
        }

        if (chip.Images.All(image => image.Image != board.Image))
        {
            yield return $"image: {board.Image} is not an image of {board.Chip}";
        }

        if (!chip.Flash.SizesBytes.Contains(board.FlashBytes))
        {
            yield return $"flashBytes: {board.FlashBytes} is not a flash size of {board.Chip}";
        }

        foreach (string part in board.Parts.GroupBy(part => part.Part).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"parts: two parts are called {part}";
        }
    }
}
