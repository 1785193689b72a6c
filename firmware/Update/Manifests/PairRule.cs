namespace Stethos.Update.Manifests
{
    /// <summary>Which applications run which models: both ranges inclusive, and the form of the model's tensors.</summary>
    public struct PairRule
    {
        public uint ApplicationLow;
        public uint ApplicationHigh;
        public uint ModelLow;
        public uint ModelHigh;

        /// <summary>Number of the tensor form that application and model agree on.</summary>
        public uint TensorAbi;

        /// <summary>Whether these versions may run together.</summary>
        public bool Allows(uint application, uint model)
        {
            return application >= ApplicationLow && application <= ApplicationHigh && model >= ModelLow && model <= ModelHigh;
        }
    }
}
