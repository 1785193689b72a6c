using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.Crypto.Lms;
using Stethos.Releases.Signing;
using Stethos.Testing;
using Stethos.Update.Trust;
using Xunit.Abstractions;

namespace Stethos.Releases.Tests.Signing;

public sealed class ReleaseSignerTests(ITestOutputHelper output)
{
    private const string Key = "/key/app.key";
    private const string Ledger = "/key/app.key.ledger";
    private const string Witness = "/usb/app.head";

    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<string, LmsTree> _trees = [];

    [Fact]
    public void Signatures_verify_and_each_has_an_index_of_its_own()
    {
        var files = Made();
        var indexes = new List<int>();
        for (var i = 0; i < 32; i++)
        {
            indexes.Add(Sign(files, [(byte)i]));
        }

        Assert.Equal(Enumerable.Range(0, 32), indexes);
        Assert.Contains("used", Refused(files), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_cut_while_signing_no_index_signs_two_messages()
    {
        var cases = 0;
        var burnt = 0;
        var operations = OperationsOfASignature();
        var made = Made().Copy();
        for (var first = 0; first <= operations; first++)
        {
            for (var second = 0; second <= operations + 2; second++)
            {
                for (var tear = 0; tear < FaultySignerFiles.Tears.Count * FaultySignerFiles.Tears.Count; tear++)
                {
                    var files = new FaultySignerFiles(made);
                    var signed = new Dictionary<int, byte>();
                    TrySign(files, signed, 1);
                    Cut(files, first, tear % FaultySignerFiles.Tears.Count);
                    TrySign(files, signed, 2);
                    Cut(files, second, tear / FaultySignerFiles.Tears.Count);
                    TrySign(files, signed, 3);
                    files.Restore();
                    Assert.True(TrySign(files, signed, 4), $"cut {first} then {second}, tears {tear}: refuses for ever");
                    Assert.True(TrySign(files, signed, 5));
                    burnt += signed.Keys.Max() + 1 - signed.Count;
                    cases++;
                }
            }
        }

        output.WriteLine($"{cases:N0} double cuts in {operations} operations, {burnt:N0} indexes given up, none used twice");
        Assert.True(operations >= 2 && cases > 1000 && burnt > 0);
    }

    [Fact]
    public void A_cut_while_a_key_is_made_leaves_none_that_signs_without_its_ledger()
    {
        for (var operation = 0; operation < 3; operation++)
        {
            for (var tear = 0; tear < FaultySignerFiles.Tears.Count; tear++)
            {
                var files = new FaultySignerFiles();
                Cut(files, operation, tear);
                Assert.Throws<PowerCut>(() => Make(files));
                files.Restore();
                var signed = new Dictionary<int, byte>();
                if (TrySign(files, signed, 1))
                {
                    Assert.True(TrySign(files, signed, 2));
                }
            }
        }
    }

    [Fact]
    public void A_restored_old_state_is_refused_and_the_newest_one_taken_again()
    {
        var files = Made();
        Sign(files, [1]);
        var old = files.Copy();
        Sign(files, [2]);
        var newest = files.Copy();
        files.PutBack(Ledger, old);
        Assert.Contains("older than its witness", Refused(files), StringComparison.Ordinal);
        files.PutBack(Ledger, newest);
        Assert.Equal(2, Sign(files, [3]));
    }

    [Fact]
    public void A_witness_that_is_behind_or_lost_never_lets_an_index_come_again()
    {
        var files = Made();
        Sign(files, [1]);
        var old = files.Copy();
        Sign(files, [2]);
        files.PutBack(Witness, old);
        Assert.Equal(2, Sign(files, [3]));
        files.Remove(Witness);
        Assert.Contains("witness", Refused(files), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_changed_byte_of_the_ledger_is_refused_or_costs_an_index()
    {
        var files = Made();
        Sign(files, [1]);
        Sign(files, [2]);
        var whole = files.Copy();
        for (var at = 0; at < whole[Ledger].Length; at++)
        {
            files.PutBack(Ledger, whole);
            files.PutBack(Witness, whole);
            files.Spoil(Ledger, bytes => [.. bytes.Select((value, i) => i == at ? (byte)(value ^ 1) : value)]);
            try
            {
                Assert.True(Sign(files, [3]) >= 2, $"byte {at}");
            }
            catch (SignerException)
            {
                // Refused is as good.
            }
        }
    }

    [Fact]
    public void A_ledger_without_one_of_its_lines_is_refused()
    {
        var files = Made();
        Sign(files, [1]);
        Sign(files, [2]);
        var whole = files.Copy();
        for (var line = 0; line < 3; line++)
        {
            files.PutBack(Ledger, whole);
            files.Spoil(Ledger, bytes => Encoding.ASCII.GetBytes(
                string.Concat(Encoding.ASCII.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Where((_, i) => i != line).Select(text => text + "\n"))));
            Refused(files);
        }
    }

    [Fact]
    public void Another_keys_ledger_is_refused()
    {
        var (files, other) = (Made(), Made());
        files.Spoil(Ledger, _ => other.Read(Ledger)!);
        files.Spoil(Witness, _ => other.Read(Witness)!);
        Assert.Contains("another key's", Refused(files), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_seed_is_noticed_before_an_index_is_spent()
    {
        var files = Made();
        var text = Encoding.UTF8.GetString(files.Read(Key)!);
        var at = text.IndexOf("\"Seed\": \"", StringComparison.Ordinal) + 9;
        files.Spoil(Key, bytes => [.. bytes.Select((value, i) => i == at ? (byte)(value == '0' ? '1' : '0') : value)]);
        var ledger = files.Read(Ledger);
        Assert.Contains("damaged", Refused(files), StringComparison.Ordinal);
        Assert.Equal(ledger, files.Read(Ledger));
    }

    [Fact]
    public void Holders_share_the_indexes_without_overlap()
    {
        var files = new FaultySignerFiles();
        var request = new SignerKeyRequest(KeyRoleCode.ReleaseApplication, Key, Witness, Height: 5, Holders: 3);
        var paths = SignerKeyMaker.Make(request, files, _time);
        Assert.Equal(["/key/app-1.key", "/key/app-2.key", "/key/app-3.key"], paths);
        var ranges = paths.Select(path =>
        {
            using var signer = ReleaseSigner.Open(path, files, _time);
            return (signer.First, signer.Count, Convert.ToHexString(signer.PublicKey));
        }).ToArray();
        Assert.Equal([(0, 10), (10, 11), (21, 11)], ranges.Select(range => (range.First, range.Count)));
        Assert.Single(ranges.Select(range => range.Item3).Distinct());
    }

    [Fact]
    public void The_holder_is_warned_from_four_fifths_on()
    {
        var files = Made();
        for (var used = 0; used < 32; used++)
        {
            using (var signer = ReleaseSigner.Open(Key, files, _time))
            {
                Assert.Equal((used, used >= 26), (signer.Used, signer.IsNearlyUsed));
            }

            Sign(files, [(byte)used]);
        }
    }

    [Fact]
    public void Nothing_that_is_there_is_written_over()
    {
        var files = Made();
        Assert.Contains("there already", Assert.Throws<SignerException>(() => Make(files)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_disk_the_files_are_their_owners_alone_and_one_signer_at_a_time_has_them()
    {
        using var folder = new TemporaryFolder();
        var request = new SignerKeyRequest(
            KeyRoleCode.Root, folder.Of("root.key"), Path.Combine(folder.Of("usb"), "root.head"), Height: 5);
        SignerKeyMaker.Make(request);
        using (var signer = ReleaseSigner.Open(request.Path))
        {
            signer.Sign([1]);
            Assert.Contains("in use", NotOpened(request.Path), StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            File.SetUnixFileMode(request.Path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            Assert.Contains("chmod 600", NotOpened(request.Path), StringComparison.Ordinal);
        }
    }

    // The tree of a key is the same every time.
    private LmsTree Plant(LmsPrivateKey key, IProgress<int>? progress)
    {
        var leaf = new byte[key.HashLength];
        key.Leaf(0, leaf);
        var name = Convert.ToHexString(leaf);
        return _trees.TryGetValue(name, out var tree) ? tree : _trees[name] = LmsTree.Compute(key, progress);
    }

    private static string NotOpened(string path) => Assert.Throws<SignerException>(() => ReleaseSigner.Open(path)).Message;

    private static void Cut(FaultySignerFiles files, int operation, int tear)
    {
        files.Restore();
        files.CutAt(operation, tear);
    }

    private int OperationsOfASignature()
    {
        var files = Made();
        files.CutAt(int.MaxValue - 1, 0);
        Sign(files, [1]);
        return files.Operations;
    }

    private FaultySignerFiles Made()
    {
        var files = new FaultySignerFiles();
        Make(files);
        return files;
    }

    private void Make(FaultySignerFiles files) =>
        SignerKeyMaker.Make(new SignerKeyRequest(KeyRoleCode.ReleaseApplication, Key, Witness, Height: 5, Width: 1), files, _time);

    private string Refused(FaultySignerFiles files) => Assert.Throws<SignerException>(() => Sign(files, [99])).Message;

    private int Sign(FaultySignerFiles files, byte[] message)
    {
        using var signer = ReleaseSigner.Open(Key, files, _time, Plant);
        var signature = signer.Sign(message);
        Assert.Equal(LmsResultCode.Ok, new LmsVerifier().Verify(
            signer.PublicKey, 0, signer.PublicKey.Length, message, 0, message.Length, signature, 0, signature.Length));
        return BinaryPrimitives.ReadInt32BigEndian(signature);
    }

    // True when it signed; an index that signed something else before is what must never be.
    private bool TrySign(FaultySignerFiles files, Dictionary<int, byte> signed, byte message)
    {
        try
        {
            var index = Sign(files, [message]);
            Assert.True(signed.TryAdd(index, message), $"index {index} signed {signed.GetValueOrDefault(index)} and {message}");
            return true;
        }
        catch (Exception wrong) when (wrong is PowerCut or SignerException)
        {
            return false;
        }
    }
}
