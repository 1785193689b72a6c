namespace Stethos.Update.Trust
{
    /// <summary>What a signing key may sign. Numbers stand in key sets.</summary>
    public enum KeyRoleCode
    {
        None = 0,

        /// <summary>Key sets, together with other root keys.</summary>
        Root = 1,

        /// <summary>Any release.</summary>
        ReleaseApplication = 2,

        /// <summary>Releases of models alone.</summary>
        ReleaseModel = 3
    }
}
