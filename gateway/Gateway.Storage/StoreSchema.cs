namespace Stethos.Gateway.Storage;

/// <summary>Numbers of the store's schema, for packages of the gateway: they decide which version can return to which.</summary>
public static class StoreSchema
{
    /// <summary>What this version writes.</summary>
    public const int Version = 3;

    /// <summary>Lowest version that can still read and write it; the previous one at least.</summary>
    public const int ReadableFrom = 1;
}
