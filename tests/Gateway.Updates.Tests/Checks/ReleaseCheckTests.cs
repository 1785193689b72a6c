using System;
using System.Linq;
using Stethos.Gateway.Updates.Checks;
using Stethos.Protocol;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Updates.Tests.Checks;

public sealed class ReleaseCheckTests
{
    private const long Now = 1_800_000_000;
    private static readonly BoardRoom Room = new("T3", 262_144, 262_144, 2_097_152);

    [Fact]
    public void A_release_that_fits_has_no_problem() => Assert.Empty(Check(_ => { }, _ => { }));

    [Fact]
    public void Each_misfit_is_told_by_field_and_cause()
    {
        Says("boards: it is for m5, and this node is a esp32-s3-n16r8-rev-a", manifest => manifest.Classes[0] = "m5");
        Says("expires: it ended on 2027-01-15", manifest => manifest.ExpirySeconds = (uint)Now);
        Says(
            "size: the application has 262145 bytes, and a slot of tier T3 takes 262144",
            manifest => manifest.Find(ComponentCode.Application)!.Size = 262_145);
        Says(
            "size: two slots of 524288 bytes do not fit the file store of 1000000",
            manifest => manifest.Components[0].Size = manifest.Components[1].Size = 262_144, room: Room with { StoreBytes = 1_000_000 });
        Says("sequence: it is number 5, and the node has accepted 6", status: status => status.Sequence = 6);
        Says(
            "version: the model is 1.0.5, the node takes 1.0.6 or newer", status: status => status.Floors[1] = 0x01_00_0006);
        Says(
            "pairs: none allows application 1.0.5 with model 1.0.5, which would run afterwards",
            manifest => manifest.Rules[0] = new PairRule { ApplicationHigh = 1, ModelHigh = uint.MaxValue });
    }

    [Fact]
    public void What_a_node_tells_of_itself_counts()
    {
        Says(
            "keys: it was signed under key set 1, and the node trusts number 2: it has to be signed anew",
            status: status => status.Basis[UpdateBasis.KeySet] = 2);
        Says(
            "keys: it was signed under key set 3, and the node trusts number 2: give it the newer one first",
            manifest => manifest.KeySetVersion = 3, status => status.Basis[UpdateBasis.KeySet] = 2);
        Says(
            "loader: it needs version 4, and the node has 3: the loader has to be flashed", manifest => manifest.MinLoader = 4,
            status => status.Basis[UpdateBasis.Loader] = 3);
        Says(
            "sequence: it is number 1030, more than 1024 above the node's 5", manifest => manifest.Sequence = 1030,
            status => (status.Sequence, status.Basis[UpdateBasis.KeySet]) = (5, 1));
    }

    [Fact]
    public void The_tensors_of_a_model_alone_are_held_against_the_form_of_what_stays()
    {
        var manifest = TestOwner.Describe(new byte[8], 5, null, [4, 5]);
        manifest.Rules[0] = new PairRule { ApplicationHigh = uint.MaxValue, ModelHigh = uint.MaxValue, TensorAbi = 3 };
        var status = new UpdateStatus();
        status.Basis[UpdateBasis.TensorForm] = 2;
        Assert.Equal(
            ["tensors: it is for form 3, and what stays on the node has form 2"],
            ReleaseCheck.Problems(manifest, TestOwner.Board, Room, status, Now));
        status.Basis[UpdateBasis.TensorForm] = 3;
        Assert.Empty(ReleaseCheck.Problems(manifest, TestOwner.Board, Room, status, Now));
        status.Flags = UpdateStatusFlags.Rescue;
        Assert.StartsWith(
            "pairs: the node waits without an application", Assert.Single(
                ReleaseCheck.Problems(manifest, TestOwner.Board, Room, status, Now)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_alone_is_held_against_the_application_that_runs()
    {
        var manifest = TestOwner.Describe(new byte[8], 5, null, [4, 5]);
        manifest.Rules[0] = new PairRule { ApplicationLow = 0x02_00_0000, ApplicationHigh = uint.MaxValue, ModelHigh = uint.MaxValue };
        var status = new UpdateStatus();
        Assert.Contains(
            "application as flashed with model 1.0.5",
            Assert.Single(ReleaseCheck.Problems(manifest, TestOwner.Board, Room, status, Now)), StringComparison.Ordinal);
        status.Versions[0] = 0x02_00_0000;
        Assert.Empty(ReleaseCheck.Problems(manifest, TestOwner.Board, Room, status, Now));
    }

    [Fact]
    public void A_node_that_never_spoke_of_slots_cannot_be_updated()
    {
        var manifest = TestOwner.Describe(new byte[8], 5, [1], null);
        var problem = Assert.Single(ReleaseCheck.Problems(manifest, TestOwner.Board, null, null, Now));
        Assert.StartsWith("node: ", problem, StringComparison.Ordinal);
    }

    private static void Says(
        string problem, Action<Manifest>? change = null, Action<UpdateStatus>? status = null, BoardRoom? room = null) =>
        Assert.Equal([problem], Check(change ?? (_ => { }), status ?? (_ => { }), room));

    private static string[] Check(Action<Manifest> change, Action<UpdateStatus> tell, BoardRoom? room = null)
    {
        var manifest = TestOwner.Describe(new byte[8], 5, [1, 2, 3], [4, 5]);
        var status = new UpdateStatus();
        change(manifest);
        tell(status);
        return [.. ReleaseCheck.Problems(manifest, TestOwner.Board, room ?? Room, status, Now)];
    }
}
