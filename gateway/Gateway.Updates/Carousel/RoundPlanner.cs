using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Updates.Sessions;

namespace Stethos.Gateway.Updates.Carousel;

/// <summary>
/// Chooses what costs the least air: the union of what nodes lack, repair symbols for the node that lacks most, or each node alone.
/// </summary>
public static class RoundPlanner
{
    // Two symbols more than chunks are missing give full rank in three of four cases; who still lacks one says so.
    private const int SpareSymbols = 2;

    /// <summary>
    /// The round for nodes at one stage, all heard of late; null when each is to get its pieces alone. <paramref name="loss"/>: share
    /// of messages to all that are not received, 0 to below 1.
    /// </summary>
    public static Round? Plan(ImageContent image, IReadOnlyCollection<NodeSession> nodes, double loss, bool isRepairing, Random random)
    {
        var stage = nodes.First().Stage;
        int[] union = [.. Enumerable.Range(0, image.PiecesOf(stage)).Where(piece => nodes.Any(node => node.IsMissing(piece)))];
        int[] plain = [.. union.Where(piece => nodes.Any(node => !node.IsRepairable && node.IsMissing(piece)))];
        var symbols = isRepairing && stage > 0 && plain.Length == 0
            ? (int)Math.Ceiling((nodes.Max(node => node.Needed) + SpareSymbols) / (1 - loss))
            : int.MaxValue;
        var alone = nodes.Sum(node => (long)node.Lacking);
        if (alone <= Math.Min(union.Length, symbols))
        {
            return null;
        }

        if (symbols < union.Length)
        {
            return new Round(stage, [], symbols);
        }

        // In any order, so that a stretch of lost messages does not hit the same chunks in every round.
        var pieces = plain.Length > 0 && isRepairing ? plain : union;
        random.Shuffle(pieces);
        return new Round(stage, pieces, 0);
    }
}
