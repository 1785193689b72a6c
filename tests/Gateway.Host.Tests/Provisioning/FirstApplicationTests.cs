using System;
using System.IO;
using System.Linq;
using Stethos.Edge;
using Stethos.Gateway.Host.Provisioning;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Testing;
using Stethos.Testing.Edge;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Slots;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Host.Tests.Provisioning;

public sealed class FirstApplicationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestOwner _owner = new();

    public void Dispose()
    {
        _owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_board_flashed_with_a_release_starts_it_as_confirmed()
    {
        byte[] model = [4, 5, 6];
        byte[] image = [.. Enumerable.Range(0, 9000).Select(i => (byte)(i * 7))];
        var release = _owner.Release(41, image, model);
        var path = _folder.Of("release.sbu");
        File.WriteAllBytes(path, Bundle(release, image, model));
        var (decision, machine, read) = Start(path, _owner.First.Keys);

        Assert.Equal(BootKindCode.Confirmed, decision.Kind);
        Assert.Equal((0, 0), (decision.ApplicationSlot, decision.ModelSlot));
        Assert.Equal((41u, UpdateStateCode.Confirmed), (machine.Record.ManifestSequence, machine.State));
        Assert.Equal(image, read);
    }

    [Fact]
    public void A_board_flashed_with_an_assembly_starts_it_as_confirmed()
    {
        byte[] image = [.. "NFMRK1\0\0"u8, .. new byte[5000]];
        var path = _folder.Of("Stethos.Payload.pe");
        File.WriteAllBytes(path, image);
        var (decision, machine, read) = Start(path, null);

        Assert.Equal((BootKindCode.Confirmed, 0, -1), (decision.Kind, decision.ApplicationSlot, decision.ModelSlot));
        Assert.Equal(1u, machine.Record.VersionOf(ComponentCode.Application, 0));
        Assert.Equal(image, read);
    }

    [Fact]
    public void What_the_board_could_not_run_is_refused()
    {
        using var other = new TestOwner(2);
        var path = _folder.Of("release.sbu");
        File.WriteAllBytes(path, Bundle(_owner.Release(41, [1, 2, 3], null), [1, 2, 3]));
        Refused(path, TestOwner.Board, other.First.Keys, nameof(UpdateReasonCode.VendorMismatch));
        Refused(path, "stm32f769i-discovery-rev-a", null, "not for");
        Refused(path, "esp32-wroom-32-rev-a", null, "slots");
        File.WriteAllBytes(path, Bundle(_owner.Release(42, null, [1, 2, 3]), [1, 2, 3]));
        Refused(path, TestOwner.Board, null, "no application");
        File.WriteAllBytes(path, [1, 2, 3]);
        Refused(path, TestOwner.Board, null, "--application");
        Refused(_folder.Of("gone.pe"), TestOwner.Board, null, "--application");
    }

    [Fact]
    public void A_board_flashed_with_an_assembly_and_a_model_starts_both_as_confirmed()
    {
        byte[] image = [.. "NFMRK1\0\0"u8, .. new byte[5000]];
        var model = SampleEdgeModel.Blob();
        var (decision, machine, read) = Start(Written("Stethos.Payload.pe", image), null, model);

        Assert.Equal((BootKindCode.Confirmed, 0, 0), (decision.Kind, decision.ApplicationSlot, decision.ModelSlot));
        Assert.Equal(image, read);
        Assert.Equal(model, Read(machine, ComponentCode.Model));
        var scorer = new EdgeScorer();
        Assert.Equal(EdgeModelCode.None, scorer.Load(Read(machine, ComponentCode.Model), 0, model.Length, 65536));
    }

    [Fact]
    public void A_model_joins_a_release_that_brings_none_and_no_other()
    {
        byte[] image = [1, 2, 3];
        var path = Written("release.sbu", Bundle(_owner.Release(41, image, null), image));
        var (decision, machine, _) = Start(path, _owner.First.Keys, SampleEdgeModel.Blob());
        Assert.Equal((BootKindCode.Confirmed, 0, 41u), (decision.Kind, decision.ModelSlot, machine.Record.ManifestSequence));

        byte[] own = [4, 5, 6];
        path = Written("other.sbu", Bundle(_owner.Release(42, image, own), image, own));
        Assert.Contains("a model of its own", Assert.Throws<ProvisioningException>(
            () => FirstApplication.Files(path, Board(TestOwner.Board), null, SampleEdgeModel.Blob())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_the_board_could_not_score_with_is_refused()
    {
        var board = Board(TestOwner.Board);
        var sample = Written("model.nqm", SampleEdgeModel.Blob());
        Assert.Equal(SampleEdgeModel.Blob(), FirstModel.Read(sample, board));
        Assert.Contains("no memory for a model", WrongModel(sample, Board("esp32-wroom-32-rev-a")), StringComparison.Ordinal);
        Assert.Contains("holds 3000", WrongModel(sample, board with { ModelBytes = 3000 }), StringComparison.Ordinal);
        Assert.Contains("ArenaTooLarge", WrongModel(sample, board with { ArenaBytes = 64 }), StringComparison.Ordinal);
        Assert.Contains("--model", WrongModel(_folder.Of("gone.nqm"), board), StringComparison.Ordinal);
        byte[] damaged = [.. SampleEdgeModel.Blob()];
        damaged[700] ^= 1;
        Assert.Contains("Hash", WrongModel(Written("damaged.nqm", damaged), board), StringComparison.Ordinal);
        Assert.Contains("--application, too", Assert.Throws<ProvisioningException>(
            () => new FirstFiles(null, null, sample).Read(board)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_board_without_slots_gets_its_model_as_a_file()
    {
        var files = new FirstFiles(null, null, Written("mine.nqm", SampleEdgeModel.Blob())).Read(Board("meadow-f7-feather-v2-rev-a"));
        Assert.Equal(SampleEdgeModel.Blob(), Assert.Single(files, file => file.Key == "model.nqm").Value);
    }

    // The file of a release, as docs/update.md has it.
    private static byte[] Bundle(SignedRelease release, params byte[][] components)
    {
        var buffer = new byte[65_536];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        writer.MapStart(4);
        writer.Unsigned(1);
        writer.Bytes(release.Manifest, 0, release.Manifest.Length);
        writer.Unsigned(2);
        writer.ArrayStart(2);
        writer.Bytes(release.KeyId, 0, release.KeyId.Length);
        writer.Bytes(release.Signature, 0, release.Signature.Length);
        foreach (var (field, parts) in ((ulong, byte[][])[])[(3, [.. release.Lists.Select(list => list.List)]), (4, components)])
        {
            writer.Unsigned(field);
            writer.ArrayStart(parts.Length);
            foreach (var (i, part) in parts.Index())
            {
                writer.ArrayStart(2);
                writer.Unsigned((ulong)release.Lists[i].Id);
                writer.Bytes(part, 0, part.Length);
            }
        }

        return buffer[..writer.Length];
    }

    private static FlashBoard Board(string name) => FlashBoard.Read(RepositoryFiles.PathOf("hardware", "boards"), name);

    private static void Refused(string path, string board, KeySet? keys, string cause) => Assert.Contains(
        cause, Assert.Throws<ProvisioningException>(() => FirstApplication.Files(path, Board(board), keys)).Message,
        StringComparison.Ordinal);

    private static string WrongModel(string path, FlashBoard board) =>
        Assert.Throws<ProvisioningException>(() => FirstModel.Read(path, board)).Message;

    private string Written(string name, byte[] content)
    {
        var path = _folder.Of(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    // The first start of a board with these files, and the application it would load.
    private static (BootDecision Decision, UpdateMachine Machine, byte[] Image) Start(string path, KeySet? keys, byte[]? model = null)
    {
        var files = new FlashedFiles();
        foreach (var (name, content) in FirstApplication.Files(path, Board(TestOwner.Board), keys, model))
        {
            files.Write(name, content, 0, content.Length);
        }

        var hash = new PortableKeyedHash();
        var verifier = new SlotVerifier(SlotSizes.Make(files, hash), new ChunkList(SlotSizes.MaxChunks), hash);
        var machine = new UpdateMachine(new BootLog(files, new byte[BootLog.DefaultLength]), verifier);
        var decision = new BootChooser(machine).Boot(StartCauseCode.PowerOn);
        return (decision, machine, Read(machine, ComponentCode.Application));
    }

    private static byte[] Read(UpdateMachine machine, ComponentCode component)
    {
        var verifier = machine.Verifier;
        Assert.True(verifier.Verify(machine.Record, component, 0));
        var image = new byte[verifier.List.Size];
        var chunk = new byte[1 << ChunkList.MaxChunkLog2];
        for (var i = 0; i < verifier.List.Count; i++)
        {
            Assert.Equal(UpdateReasonCode.None, verifier.Slot.Read(i, chunk, out var count));
            chunk.AsSpan(0, count).CopyTo(image.AsSpan(i << verifier.List.ChunkLog2));
        }

        return image;
    }
}
