namespace Stethos.Boards.Virtual;

/// <summary>A fault in what cameras see that begins when somebody says so, not at a time.</summary>
internal sealed class AwaitedFault
{
    private volatile bool _hasBegun;

    public bool HasBegun => _hasBegun;

    public void Begin() => _hasBegun = true;
}
