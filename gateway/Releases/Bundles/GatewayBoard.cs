namespace Stethos.Releases.Bundles;

/// <summary>The board that manifests name for models of the gateway itself; no node has it, so every node refuses them.</summary>
public static class GatewayBoard
{
    public const string Name = "gateway";
}
