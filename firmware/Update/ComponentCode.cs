namespace Stethos.Update
{
    /// <summary>What a release may replace on a node. Numbers are on the wire, in manifests and in flash.</summary>
    public enum ComponentCode
    {
        None = 0,

        /// <summary>The assembly that measures.</summary>
        Application = 1,

        /// <summary>The model blob that the application runs.</summary>
        Model = 2
    }
}
