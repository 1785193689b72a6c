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
            default:
                _measuring.Step();
                break;
        }
    }
}
