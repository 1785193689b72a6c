using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Stethos.Crypto.Lms;

namespace Stethos.Releases.Signing;

/// <summary>
/// One LMS key (RFC 8554) whose one-time keys come from a seed, as in its appendix A. Knows nothing of which indexes were used:
/// that is <see cref="ReleaseSigner"/>'s, and nothing else may sign.
/// </summary>
internal sealed class LmsPrivateKey
{
    private const int ChainHeadLength = 23;
    private const int RandomizerChain = 0xFFFD;
    private const int MaxValueLength = LmsParameters.MaxHashLength;

    private readonly byte[] _identifier;
    private readonly byte[] _seed;
    private readonly int _hashLength;
    private readonly int _width;
    private readonly int _chains;

    /// <param name="treeType">LMS type code.</param>
    /// <param name="otsType">LM-OTS type code with the same hash.</param>
    /// <param name="identifier">I, 16 bytes, never used for another key.</param>
    /// <param name="seed">As long as the hash.</param>
    public LmsPrivateKey(int treeType, int otsType, byte[] identifier, byte[] seed)
    {
        if (!LmsParameters.AreKnown(treeType, otsType) || identifier.Length != LmsParameters.IdentifierLength
            || seed.Length != LmsParameters.HashLength(otsType))
        {
            throw new ArgumentException("types, identifier and seed do not fit each other");
        }

        (TreeType, OtsType, _identifier, _seed) = (treeType, otsType, identifier, seed);
        (_hashLength, _width, _chains) = (seed.Length, LmsParameters.Width(otsType), LmsParameters.Chains(otsType));
    }

    public int TreeType { get; }

    public int OtsType { get; }

    /// <summary>Bytes of a hash.</summary>
    public int HashLength => _hashLength;

    /// <summary>How many signatures there are.</summary>
    public int Leaves => 1 << LmsParameters.Height(TreeType);

    /// <summary>The public key: types, I and the tree's root.</summary>
    public byte[] PublicKey(LmsTree tree)
    {
        var key = new byte[LmsParameters.KeyLength(TreeType)];
        BinaryPrimitives.WriteInt32BigEndian(key, TreeType);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(4), OtsType);
        _identifier.CopyTo(key, 8);
        tree.Node(1).CopyTo(key.AsSpan(8 + LmsParameters.IdentifierLength));
        return key;
    }

    /// <summary>
    /// Signs with the one-time key of this index; its randomizer C comes from the seed too, so the same message gives the same
    /// signature. Two messages under one index give the key away.
    /// </summary>
    public byte[] Sign(LmsTree tree, int index, ReadOnlySpan<byte> message) => Sign(tree, index, message, Randomizer(index));

    /// <summary>Signs with a randomizer C of the caller's.</summary>
    public byte[] Sign(LmsTree tree, int index, ReadOnlySpan<byte> message, ReadOnlySpan<byte> randomizer)
    {
        var signature = new byte[LmsParameters.SignatureLength(TreeType, OtsType)];
        BinaryPrimitives.WriteInt32BigEndian(signature, index);
        BinaryPrimitives.WriteInt32BigEndian(signature.AsSpan(4), OtsType);
        randomizer[.._hashLength].CopyTo(signature.AsSpan(8));
        Span<byte> digits = stackalloc byte[MaxValueLength + 2];
        Digits(index, message, randomizer[.._hashLength], digits);
        var at = 8 + _hashLength;
        Span<byte> link = stackalloc byte[ChainHeadLength + MaxValueLength];
        for (var chain = 0; chain < _chains; chain++)
        {
            Chain(index, chain, Digit(digits, chain), link);
            link.Slice(ChainHeadLength, _hashLength).CopyTo(signature.AsSpan(at));
            at += _hashLength;
        }

        BinaryPrimitives.WriteInt32BigEndian(signature.AsSpan(at), TreeType);
        at += 4;
        for (var node = Leaves + index; node > 1; node >>= 1)
        {
            tree.Node(node ^ 1).CopyTo(signature.AsSpan(at));
            at += _hashLength;
        }

        return signature;
    }

    /// <summary>Hash of the leaf of this index: all its chains to their ends.</summary>
    public void Leaf(int index, Span<byte> hash)
    {
        Span<byte> link = stackalloc byte[ChainHeadLength + MaxValueLength];
        Span<byte> key = stackalloc byte[LmsParameters.IdentifierLength + 6 + MaxValueLength];
        using var fold = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Head(index, 0x8080, key);
        fold.AppendData(key[..(LmsParameters.IdentifierLength + 6)]);
        for (var chain = 0; chain < _chains; chain++)
        {
            Chain(index, chain, (1 << _width) - 1, link);
            fold.AppendData(link.Slice(ChainHeadLength, _hashLength));
        }

        Span<byte> whole = stackalloc byte[MaxValueLength];
        fold.GetHashAndReset(whole);
        Head(Leaves + index, 0x8282, key);
        whole[.._hashLength].CopyTo(key[(LmsParameters.IdentifierLength + 6)..]);
        SHA256.HashData(key[..(LmsParameters.IdentifierLength + 6 + _hashLength)], whole);
        whole[.._hashLength].CopyTo(hash);
    }

    /// <summary>Hash of an inner node.</summary>
    public void Inner(int node, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[LmsParameters.IdentifierLength + 6 + 2 * MaxValueLength];
        Span<byte> whole = stackalloc byte[MaxValueLength];
        Head(node, 0x8383, input);
        left.CopyTo(input[(LmsParameters.IdentifierLength + 6)..]);
        right.CopyTo(input[(LmsParameters.IdentifierLength + 6 + _hashLength)..]);
        SHA256.HashData(input[..(LmsParameters.IdentifierLength + 6 + 2 * _hashLength)], whole);
        whole[.._hashLength].CopyTo(hash);
    }

    // As appendix A makes a chain's beginning, under a number that no chain has.
    private byte[] Randomizer(int index)
    {
        Span<byte> link = stackalloc byte[ChainHeadLength + MaxValueLength];
        Chain(index, RandomizerChain, 0, link);
        return link.Slice(ChainHeadLength, _hashLength).ToArray();
    }

    // Appendix A: the chain's secret beginning is a hash of the seed.
    private void Chain(int index, int chain, int steps, Span<byte> link)
    {
        Span<byte> whole = stackalloc byte[MaxValueLength];
        _identifier.CopyTo(link);
        BinaryPrimitives.WriteInt32BigEndian(link[16..], index);
        BinaryPrimitives.WriteUInt16BigEndian(link[20..], (ushort)chain);
        link[22] = 0xFF;
        _seed.CopyTo(link[ChainHeadLength..]);
        var input = link[..(ChainHeadLength + _hashLength)];
        var value = link.Slice(ChainHeadLength, _hashLength);
        SHA256.HashData(input, whole);
        whole[.._hashLength].CopyTo(value);
        for (var step = 0; step < steps; step++)
        {
            link[22] = (byte)step;
            SHA256.HashData(input, whole);
            whole[.._hashLength].CopyTo(value);
        }
    }

    private void Digits(int index, ReadOnlySpan<byte> message, ReadOnlySpan<byte> randomizer, Span<byte> digits)
    {
        Span<byte> head = stackalloc byte[LmsParameters.IdentifierLength + 6];
        Head(index, 0x8181, head);
        using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
        {
            hash.AppendData(head);
            hash.AppendData(randomizer);
            hash.AppendData(message);
            hash.GetHashAndReset(digits);
        }

        var sum = 0;
        for (var i = 0; i < 8 * _hashLength / _width; i++)
        {
            sum += (1 << _width) - 1 - Digit(digits, i);
        }

        BinaryPrimitives.WriteUInt16BigEndian(digits[_hashLength..], (ushort)(sum << LmsParameters.ChecksumShift(OtsType)));
    }

    private int Digit(ReadOnlySpan<byte> digits, int place)
    {
        var bit = place * _width;
        return (digits[bit / 8] >> (8 - _width - bit % 8)) & ((1 << _width) - 1);
    }

    private void Head(int number, int purpose, Span<byte> head)
    {
        _identifier.CopyTo(head);
        BinaryPrimitives.WriteInt32BigEndian(head[16..], number);
        BinaryPrimitives.WriteUInt16BigEndian(head[20..], (ushort)purpose);
    }
}
