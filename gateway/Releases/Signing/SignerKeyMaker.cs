using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Stethos.Crypto.Lms;
using Stethos.Releases.Ledger;
using Stethos.Update.Trust;

namespace Stethos.Releases.Signing;

/// <summary>Makes a signing key: its seed, its public key, and for each holder a share of its indexes with a ledger.</summary>
public static class SignerKeyMaker
{
    /// <summary>Heights that are made; taller trees take minutes at every signature.</summary>
    public static IReadOnlyList<int> Heights { get; } = [5, 10, 15];

    public static IReadOnlyList<int> Widths { get; } = [1, 2, 4, 8];

    /// <summary>Makes the key and writes its files; returns the paths of the key files, one per holder.</summary>
    /// <exception cref="SignerException">Why not, in words. Nothing that was there is written over.</exception>
    public static IReadOnlyList<string> Make(SignerKeyRequest request, IProgress<int>? progress = null) =>
        Make(request, new DiskSignerFiles(), TimeProvider.System, progress);

    internal static IReadOnlyList<string> Make(
        SignerKeyRequest request, ISignerFiles files, TimeProvider time, IProgress<int>? progress = null)
    {
        Check(request);
        var (tree, ots) = (4 + request.Height / 5, 1 + (int)Math.Log2(request.Width));
        var shares = Shares(request);
        foreach (var (path, witness, _, _) in shares)
        {
            foreach (var file in (string[])[path, ReleaseSigner.LedgerOf(path), witness])
            {
                if (files.Read(file) is not null)
                {
                    throw new SignerException($"{file} is there already");
                }
            }
        }

        var identifier = RandomNumberGenerator.GetBytes(LmsParameters.IdentifierLength);
        var seed = RandomNumberGenerator.GetBytes(LmsParameters.MaxHashLength);
        var key = new LmsPrivateKey(tree, ots, identifier, seed);
        var publicKey = key.PublicKey(LmsTree.Compute(key, progress));
        foreach (var (path, witness, first, count) in shares)
        {
            var file = new SignerKeyFile
            {
                Role = request.Role, Tree = tree, Ots = ots, Identifier = Convert.ToHexStringLower(identifier),
                Seed = Convert.ToHexStringLower(seed), PublicKey = Convert.ToHexStringLower(publicKey), First = first, Count = count,
                Witness = witness
            };
            Write(path, file, publicKey, files, time);
        }

        return [.. shares.Select(share => share.Path)];
    }

    // The key comes last: without its ledger and witness it could not be used, without the key they do no harm.
    private static void Write(string path, SignerKeyFile key, byte[] publicKey, ISignerFiles files, TimeProvider time)
    {
        var begin = new LedgerEntry(
            0, LedgerKind.Begin, key.First, time.GetUtcNow().ToUnixTimeSeconds(), Convert.ToHexStringLower(SHA256.HashData(publicKey)),
            LedgerEntry.NoHash);
        try
        {
            files.Create(ReleaseSigner.LedgerOf(path), Encoding.ASCII.GetBytes(begin.Line));
            files.Create(key.Witness, Encoding.ASCII.GetBytes(begin.Hash + "\n"));
            files.Create(path, key.Bytes());
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new SignerException($"the key cannot be kept: {wrong.Message}", wrong);
        }
    }

    private static void Check(SignerKeyRequest request)
    {
        if (!Heights.Contains(request.Height))
        {
            throw new SignerException("--height: 5, 10 or 15 (32, 1,024 or 32,768 signatures)");
        }

        if (!Widths.Contains(request.Width))
        {
            throw new SignerException("--width: 1, 2, 4 or 8");
        }

        if (request.Holders < 1 || request.Holders > 1 << request.Height)
        {
            throw new SignerException($"--split: 1 to {1 << request.Height} holders");
        }

        if (request.Role is < KeyRoleCode.Root or > KeyRoleCode.ReleaseModel)
        {
            throw new SignerException("--role: root, release-app or release-model");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(request.Path)) == Path.GetDirectoryName(Path.GetFullPath(request.Witness)))
        {
            throw new SignerException("--witness: has to be kept elsewhere than the key, or both are restored together");
        }
    }

    private static (string Path, string Witness, int First, int Count)[] Shares(SignerKeyRequest request)
    {
        var leaves = 1 << request.Height;
        return [.. Enumerable.Range(0, request.Holders).Select(holder =>
        {
            var first = (int)((long)leaves * holder / request.Holders);
            var end = (int)((long)leaves * (holder + 1) / request.Holders);
            return (Named(request.Path, holder, request.Holders), Named(request.Witness, holder, request.Holders), first, end - first);
        })];
    }

    private static string Named(string path, int holder, int holders)
    {
        var full = Path.GetFullPath(path);
        return holders == 1 ? full : Path.Combine(
            Path.GetDirectoryName(full)!, $"{Path.GetFileNameWithoutExtension(full)}-{holder + 1}{Path.GetExtension(full)}");
    }
}
