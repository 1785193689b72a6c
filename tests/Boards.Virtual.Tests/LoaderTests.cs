using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using Stethos.App.LocalOutput;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Stethos.Testing;
using Stethos.Update.Boot;

namespace Stethos.Boards.Virtual.Tests;

public sealed class LoaderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fresh_board_is_flashed_once_and_starts_what_its_slot_holds()
    {
        var files = new DirectoryFileStore(_folder.Path);
        Assert.Equal((BootKindCode.Confirmed, 0), Boot(files));
        var written = Directory.GetFiles(_folder.Path).Select(File.GetLastWriteTimeUtc).Max();

        Assert.Equal((BootKindCode.Confirmed, 0), Boot(files));
        Assert.Equal(written, Directory.GetFiles(_folder.Path).Select(File.GetLastWriteTimeUtc).Max());
    }

    [Fact]
    public void The_application_is_an_assembly_of_its_own_and_shares_every_type_of_the_fixed_part()
    {
        var loader = new BoardLoader(new MemoryFileStore(1 << 20), StartCauseCode.PowerOn);
        var application = loader.Start()!;
        var assembly = application.GetType().Assembly;

        Assert.True(AssemblyLoadContext.GetLoadContext(assembly)!.IsCollectible);
        Assert.Equal("", assembly.Location);
        Assert.Equal(assembly.GetName().Version!.ToString(3), loader.Version);
        Assert.DoesNotContain(
            assembly.GetTypes().Select(type => type.FullName),
            name => typeof(App.NodeState).Assembly.GetType(name!) is not null && !name!.StartsWith('<') && !name.Contains("Attribute"));
        Assert.All(
            assembly.GetReferencedAssemblies().Where(reference => !reference.Name!.StartsWith("System", StringComparison.Ordinal)),
            reference => Assert.Same(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(Assembly.Load(reference))));
    }

    [Fact]
    public void A_board_whose_slots_are_bad_starts_in_rescue_mode_and_still_tells_of_itself()
    {
        using var off = new CancellationTokenSource();
        var options = (Fleet.Of(1) with { FlashFolder = _folder.Path }).Boards().Single();
        new VirtualBoard(options, off.Token).SwitchOff(off);
        using var again = new CancellationTokenSource();
        var board = new VirtualBoard(options with { Trouble = TroubleOptions.Named(new BoardTrouble(), ["slots-corrupt"]) }, again.Token);
        Until.True(() => board.State.Outbox.LastSequence >= 1, Patience, "the last words");
        Until.True(() => board.Supervision.LampCode == LedCode.SafeMode, Patience, "the lamp");

        Assert.Equal(NodeModeCode.Rescue, board.State.Control.Mode);
        Assert.Equal(0u, board.State.Counters[NodeCounters.FramesMade]);
        board.SwitchOff(again);
    }

    [Fact]
    public void Bytes_that_are_no_application_end_the_boot_like_a_crash()
    {
        using var off = new CancellationTokenSource();
        var files = new MemoryFileStore(1 << 20);
        var loader = new App.Updates.NodeLoader(files, new NativeKeyedHash());
        loader.Boot(StartCauseCode.PowerOn);
        Assert.Equal(Update.UpdateReasonCode.None, loader.Flash(new byte[5000], 1, [1, 2, 3, 4, 5, 6, 7, 8]));
        var board = new VirtualBoard(Fleet.Of(1).Boards().Single(), off.Token, files);

        Assert.Equal(StartCauseCode.Software, board.Supervision.Ended);
        board.SwitchOff(off);
    }

    private static (BootKindCode Kind, int Slot) Boot(IFileStore files)
    {
        var decision = new BoardLoader(files, StartCauseCode.PowerOn).Decision;
        return (decision.Kind, decision.ApplicationSlot);
    }
}
