namespace Stethos.Gateway.Updates.Sessions;

/// <summary>How an image is handed out.</summary>
/// <param name="IsBroadcasting">Pieces that several nodes lack go to all; else every node is served alone.</param>
/// <param name="IsRepairing">Repair symbols follow the first round; else what nodes lack is sent again.</param>
/// <param name="Seed">Of the order of pieces, of jitter and of the symbols' sums.</param>
public sealed record HandOutOptions(bool IsBroadcasting = true, bool IsRepairing = true, int Seed = 1);
