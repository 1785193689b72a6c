using Stethos.App;
using Stethos.App.Loading;

namespace Stethos.Boards.VirtualApplication;

/// <summary>What the fixed part of a virtual board looks for in an application assembly.</summary>
public sealed class Application : IApplication
{
    private readonly Measuring _measuring = new();

    /// <inheritdoc/>
    public ICapture[] Prepare(INode node) => _measuring.Prepare(node);

    /// <inheritdoc/>
    public void Step() => _measuring.Step();
}
