using System;
using System.Threading;
using Stethos.App;
using Stethos.App.Loading;

namespace Stethos.Boards.VirtualApplication;

/// <summary>Measures like the first application, unless a test wrote something else over <see cref="Behaviour"/>.</summary>
public sealed class Application : IApplication
{
    // Found in the assembly as UTF-16, and as long as what may stand in its place.
    private static readonly string Behaviour = "behaviour=sound.";
    private readonly Measuring _measuring = new();
    private readonly byte[]?[] _hoard = new byte[4096][];
    private int _turns;

    /// <inheritdoc/>
    public ICapture[] Prepare(INode node)
    {
        switch (Behaviour)
        {
            case "behaviour=throws":
                throw new InvalidOperationException("a planned fault at the start");
            case "behaviour=hangs.":
                new ManualResetEventSlim().Wait();
                break;
            default:
                break;
        }

        return _measuring.Prepare(node);
    }

    /// <inheritdoc/>
    public void Step()
    {
        switch (Behaviour)
        {
            case "behaviour=crash.":
                throw new InvalidOperationException("a planned fault in the first turn");
            case "behaviour=silent":
                return;
            case "behaviour=stalls":
                Turn(10, () => new ManualResetEventSlim().Wait());
                break;
            case "behaviour=hoards":
                Turn(0, () => _hoard[_turns % _hoard.Length] = new byte[2048]);
                break;
            default:
                _measuring.Step();
                break;
        }
    }

    private void Turn(int from, Action then)
    {
        _measuring.Step();
        _turns++;
        if (_turns > from)
        {
            then();
        }
    }
}
