namespace Stethos.Update.Prover.Flash;

/// <summary>Is told of each change before it is done.</summary>
public interface IChangeWatcher
{
    void Before(CutStore store, FileChange change);
}
