namespace Stethos.Update
{
    /// <summary>What a manifest says, as far as slots and boot need it. Filled once its signature is verified.</summary>
    public sealed class ReleaseFacts
    {
        /// <summary>First 8 bytes of the SHA-256 of the manifest.</summary>
        public byte[] ImageId { get; } = new byte[8];

        /// <summary>Number of the manifest; never goes back.</summary>
        public uint Sequence { get; set; }

        public ComponentFacts Application { get; } = new ComponentFacts();

        public ComponentFacts Model { get; } = new ComponentFacts();

        public ComponentFacts Of(ComponentCode component)
        {
            return component == ComponentCode.Model ? Model : Application;
        }
    }
}
