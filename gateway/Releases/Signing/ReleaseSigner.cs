using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Stethos.Releases.Ledger;
using Stethos.Update.Manifests;
using Stethos.Update.Trust;

namespace Stethos.Releases.Signing;

/// <summary>
/// Signs with one holder's share of a key. LMS gives its key away when an index signs two messages, so: the index is reserved in
/// the ledger, durably, before anything is computed; a second copy of the ledger's head (the witness), kept elsewhere, tells when
/// an old state was restored; and two signers never hold the same share at once.
/// </summary>
public sealed class ReleaseSigner : IDisposable
{
    /// <summary>From which share of its indexes on the holder is warned.</summary>
    public const double WarnShare = 0.8;

    private readonly ISignerFiles _files;
    private readonly TimeProvider _time;
    private readonly string _ledgerPath;
    private readonly SignerKeyFile _key;
    private readonly IDisposable _lock;
    private readonly Func<LmsPrivateKey, IProgress<int>?, LmsTree> _plant;
    private SigningLedger _ledger;
    private LmsTree? _tree;

    private ReleaseSigner(
        string path, SignerKeyFile key, SigningLedger ledger, IDisposable hold, ISignerFiles files, TimeProvider time,
        Func<LmsPrivateKey, IProgress<int>?, LmsTree> plant)
    {
        (_ledgerPath, _key, _ledger, _lock, _files, _time, _plant) = (LedgerOf(path), key, ledger, hold, files, time, plant);
        PublicKey = Convert.FromHexString(key.PublicKey);
    }

    /// <summary>The LMS public key.</summary>
    public byte[] PublicKey { get; }

    /// <summary>The 8 bytes that name the key beside a signature.</summary>
    public byte[] KeyId => PublicKey[8..(8 + ManifestBundle.KeyIdLength)];

    public KeyRoleCode Role => _key.Role;

    /// <summary>Leaves of the key's tree, all shares together.</summary>
    public int Leaves => _key.PrivateKey().Leaves;

    /// <summary>First index of this share.</summary>
    public int First => _key.First;

    /// <summary>Indexes of this share.</summary>
    public int Count => _key.Count;

    /// <summary>Indexes that are spent, given up ones included.</summary>
    public int Used => _ledger.Next - _key.First;

    /// <summary>Whether it is time for the next key.</summary>
    public bool IsNearlyUsed => Used >= WarnShare * Count;

    /// <summary>Full path of the second copy of the ledger's head.</summary>
    public string Witness => _key.Witness;

    /// <summary>Every line of the ledger.</summary>
    public IReadOnlyList<LedgerEntry> Entries => _ledger.Entries;

    /// <summary>The ledger that belongs to a key file.</summary>
    public static string LedgerOf(string keyPath) => keyPath + ".ledger";

    /// <summary>Opens a signer; refuses when its files do not belong together.</summary>
    /// <exception cref="SignerException">Why not, in words.</exception>
    public static ReleaseSigner Open(string keyPath) => Open(keyPath, new DiskSignerFiles(), TimeProvider.System);

    /// <summary>
    /// Signs; the index is spent whether or not the signature is ever used. A message that was signed before, or whose index was
    /// reserved before a cut, gets that index and the same signature again: one message under one index gives nothing away.
    /// </summary>
    /// <exception cref="SignerException">Every index is used up, or the files cannot be written.</exception>
    public byte[] Sign(byte[] message, IProgress<int>? progress = null)
    {
        // First everything that may go wrong without an index, among it a key file that was changed.
        var key = _key.PrivateKey();
        var tree = _tree ??= _plant(key, progress);
        if (!key.PublicKey(tree).AsSpan().SequenceEqual(PublicKey))
        {
            throw new SignerException("the key file is damaged: its seed does not give its public key");
        }

        var index = Reserve(message);
        return key.Sign(tree, index, message);
    }

    public void Dispose() => _lock.Dispose();

    internal static ReleaseSigner Open(
        string keyPath, ISignerFiles files, TimeProvider time, Func<LmsPrivateKey, IProgress<int>?, LmsTree>? plant = null)
    {
        var path = Path.GetFullPath(keyPath);
        var key = SignerKeyFile.Parse(files.Read(path) ?? throw new SignerException($"there is no key {path}"), path);
        var hold = files.Lock(path);
        try
        {
            return new ReleaseSigner(path, key, ReadLedger(path, key, files), hold, files, time, plant ?? LmsTree.Compute);
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    private static SigningLedger ReadLedger(string path, SignerKeyFile key, ISignerFiles files)
    {
        var name = LedgerOf(path);
        var content = files.Read(name)
            ?? throw new SignerException($"the ledger {name} is missing: without it indexes would be used twice");
        var ledger = SigningLedger.Parse(content)
            ?? throw new SignerException($"the ledger {name} was changed: a line is damaged, missing or does not follow the one before");
        var begin = ledger.Entries[0];
        if (begin.Index != key.First || begin.Digest != LedgerDigest(Convert.FromHexString(key.PublicKey))
            || ledger.Next > key.First + key.Count)
        {
            throw new SignerException($"the ledger {name} is another key's");
        }

        var witness = files.Read(key.Witness)
            ?? throw new SignerException($"the witness {key.Witness} is missing: mount where it is kept, or put it back");
        if (!ledger.Contains(Encoding.ASCII.GetString(witness).Trim()))
        {
            throw new SignerException(
                $"the ledger {name} is older than its witness {key.Witness}: an old state was restored, and signing with it would use "
                + "an index twice. Put the newest ledger back, or make a new key");
        }

        return ledger;
    }

    private static string LedgerDigest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private int Reserve(byte[] message)
    {
        try
        {
            if (_ledger.IsTorn)
            {
                Write(LedgerKind.Burn, LedgerEntry.NoHash);
            }

            var digest = LedgerDigest(message);
            if (_ledger.Entries.FirstOrDefault(entry => entry.Kind == LedgerKind.Reserve && entry.Digest == digest) is { } before)
            {
                return before.Index;
            }

            var index = _ledger.Next;
            if (index >= _key.First + _key.Count)
            {
                throw new SignerException($"all {_key.Count} indexes of this share are used: make a new key and rotate to it");
            }

            Write(LedgerKind.Reserve, digest);
            return index;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new SignerException($"nothing was signed, the index cannot be reserved: {wrong.Message}", wrong);
        }
    }

    // Ledger first: were the witness ahead, a cut between would make the ledger look restored.
    private void Write(LedgerKind kind, string digest)
    {
        var (bytes, entry) = _ledger.Add(kind, _time.GetUtcNow().ToUnixTimeSeconds(), digest);
        _files.Append(_ledgerPath, bytes);
        _ledger = SigningLedger.Parse(_files.Read(_ledgerPath) ?? [])
            ?? throw new SignerException($"the ledger {_ledgerPath} does not hold what was written");
        if (_ledger.Head != entry)
        {
            throw new SignerException($"the ledger {_ledgerPath} does not hold what was written");
        }

        _files.Replace(_key.Witness, Encoding.ASCII.GetBytes(entry.Hash + "\n"));
    }
}
