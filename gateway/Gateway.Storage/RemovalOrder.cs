namespace Stethos.Gateway.Storage;

/// <summary>Which frames to remove at once.</summary>
/// <param name="AfterRow">Row behind which to look; 0 = from the oldest on.</param>
/// <param name="ReceivedBeforeMs">Only frames received before; the first later one ends the search.</param>
/// <param name="BeforeAlertMs">Frames of a node with an open alert stay from this long before it was raised.</param>
/// <param name="Most">Frames looked at.</param>
/// <param name="NowMs">Time of the removal.</param>
public sealed record RemovalOrder(long AfterRow, long ReceivedBeforeMs, long BeforeAlertMs, int Most, long NowMs);
