using System;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Releases.Signing;

/// <summary>All nodes of a key's tree, computed from its seed: node 1 is the root, the leaves are the last half.</summary>
internal sealed class LmsTree
{
    private readonly byte[] _nodes;
    private readonly int _hashLength;

    private LmsTree(byte[] nodes, int hashLength)
    {
        _nodes = nodes;
        _hashLength = hashLength;
    }

    /// <summary>Computes every leaf; W4 takes some thousand hashes for each. <paramref name="progress"/> hears finished leaves.</summary>
    public static LmsTree Compute(LmsPrivateKey key, IProgress<int>? progress = null)
    {
        var length = key.HashLength;
        var nodes = new byte[2 * key.Leaves * length];
        var done = 0;
        Parallel.For(0, key.Leaves, index =>
        {
            key.Leaf(index, nodes.AsSpan((key.Leaves + index) * length, length));
            progress?.Report(Interlocked.Increment(ref done));
        });
        for (var node = key.Leaves - 1; node > 0; node--)
        {
            var children = nodes.AsSpan(2 * node * length, 2 * length);
            key.Inner(node, children[..length], children[length..], nodes.AsSpan(node * length, length));
        }

        return new LmsTree(nodes, length);
    }

    public ReadOnlySpan<byte> Node(int number) => _nodes.AsSpan(number * _hashLength, _hashLength);
}
