using Stethos.Update.Trust;

namespace Stethos.Releases.Signing;

/// <summary>What key to make.</summary>
/// <param name="Role">What it may sign.</param>
/// <param name="Path">The key's file; with several holders "-1", "-2" and so on are put before its suffix.</param>
/// <param name="Witness">The second copy of the ledger's head, in another folder, better on another medium.</param>
/// <param name="Height">5, 10 or 15: 2^height signatures.</param>
/// <param name="Width">1, 2, 4 or 8: the wider, the shorter the signature and the longer a node takes to verify it.</param>
/// <param name="Holders">Among how many the indexes are divided.</param>
public sealed record SignerKeyRequest(KeyRoleCode Role, string Path, string Witness, int Height = 10, int Width = 4, int Holders = 1);
