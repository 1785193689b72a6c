using System;
using System.IO;
using System.Linq;
using Stethos.Gateway.Host.Provisioning;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Testing;
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

    // The first start of a board with these files, and the application it would load.
    private static (BootDecision Decision, UpdateMachine Machine, byte[] Image) Start(string path, KeySet? keys)
    {
        var files = new FlashedFiles();
        foreach (var (name, content) in FirstApplication.Files(path, Board(TestOwner.Board), keys))
        {
            files.Write(name, content, 0, content.Length);
        }

        var hash = new PortableKeyedHash();
        var verifier = new SlotVerifier(SlotSizes.Make(files, hash), new ChunkList(SlotSizes.MaxChunks), hash);
        var machine = new UpdateMachine(new BootLog(files, new byte[BootLog.DefaultLength]), verifier);
        var decision = new BootChooser(machine).Boot(StartCauseCode.PowerOn);
        Assert.True(verifier.Verify(machine.Record, ComponentCode.Application, 0));
        var image = new byte[verifier.List.Size];
        var chunk = new byte[1 << ChunkList.MaxChunkLog2];
        for (var i = 0; i < verifier.List.Count; i++)
        {
            Assert.Equal(UpdateReasonCode.None, verifier.Slot.Read(i, chunk, out var count));
            chunk.AsSpan(0, count).CopyTo(image.AsSpan(i << verifier.List.ChunkLog2));
        }

        return (decision, machine, image);
    }
}
