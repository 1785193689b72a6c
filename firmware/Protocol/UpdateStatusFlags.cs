namespace Stethos.Protocol
{
    /// <summary>Conditions in an <see cref="UpdateStatus"/>.</summary>
    public static class UpdateStatusFlags
    {
        /// <summary>The node runs nothing but link and download, because neither slot can be started.</summary>
        public const int Rescue = 1;
    }
}
