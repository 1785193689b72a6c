namespace Stethos.Gateway.Storage;

/// <summary>What one removal did.</summary>
/// <param name="Count">Frames removed.</param>
/// <param name="Row">Row up to which it looked.</param>
/// <param name="IsDone">There is nothing further to look at.</param>
public readonly record struct RemovedFrames(int Count, long Row, bool IsDone);
