using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Stethos.Edge;
using Stethos.Inference;

namespace Stethos.Gateway.Domain.Edge;

/// <summary>The blobs of models that nodes may run, by the name that verdicts carry. One thread at a time.</summary>
public sealed class EdgeModels
{
    /// <summary>Most bytes of activations: what a node of the largest tier has to spare.</summary>
    public const int ArenaLimit = 1 << 20;

    private readonly Dictionary<uint, (EdgeScorer Scorer, string Title)> _models = [];

    /// <summary>Asked for the blob, with what people call it, when a name is met that is not among those added; null for nobody.</summary>
    public Func<uint, (byte[] Blob, string Title)?>? Further { get; set; }

    public int Count => _models.Count;

    /// <summary>The name of a blob, as verdicts carry it: the first bytes of its hash, which are its last 32 bytes.</summary>
    public static uint NameOf(ReadOnlySpan<byte> blob) =>
        blob.Length < ModelFormat.HashLength ? 0 : BinaryPrimitives.ReadUInt32BigEndian(blob[^ModelFormat.HashLength..]);

    /// <summary>Takes a blob and keeps it; <paramref name="title"/> is what people call it. Same meaning as the node's answer.</summary>
    public EdgeModelCode Add(byte[] blob, string title)
    {
        var scorer = new EdgeScorer();
        var answer = scorer.Load(blob, 0, blob.Length, ArenaLimit);
        if (answer == EdgeModelCode.None)
        {
            _models[scorer.Name] = (scorer, title);
        }

        return answer;
    }

    /// <summary>The model of that name, null when no blob has it.</summary>
    public EdgeScorer? Find(uint name)
    {
        if (!_models.ContainsKey(name) && Further?.Invoke(name) is { } found)
        {
            Add(found.Blob, found.Title);
        }

        return _models.TryGetValue(name, out var model) ? model.Scorer : null;
    }

    /// <summary>What people call it; its name in digits when no blob has it.</summary>
    public string TitleOf(uint name) => _models.TryGetValue(name, out var model) ? model.Title : name.ToString("x8", null);
}
