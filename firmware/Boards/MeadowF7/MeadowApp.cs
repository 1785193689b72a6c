using System.Threading.Tasks;
using Meadow;
using Meadow.Devices;

namespace Stethos.Boards.MeadowF7;

/// <summary>What Meadow starts.</summary>
public sealed class MeadowApp : App<F7FeatherV2>
{
    private MeadowNode? _node;

    /// <inheritdoc/>
    public override Task Initialize()
    {
        _node = MeadowNode.Boot(Device);
        if (_node == null)
        {
            Resolver.Log.Error("no node file of this board: write one with stethos node-config");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task Run()
    {
        if (_node != null)
        {
            await _node.Run(Device).ConfigureAwait(false);
        }
    }
}
