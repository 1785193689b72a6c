namespace Stethos.Protocol
{
    /// <summary>
    /// Places in <see cref="UpdateStatus.Basis"/>: what a release has to fit on the node, told so that a misfit is seen early.
    /// </summary>
    public static class UpdateBasis
    {
        /// <summary>Version of the key set it trusts; 0 = it has none.</summary>
        public const int KeySet = 0;

        /// <summary>Version of its loader; 0 = it does not say.</summary>
        public const int Loader = 1;

        /// <summary>Number of the tensor form that its application and model agree on; 0 = none, or the first one.</summary>
        public const int TensorForm = 2;

        /// <summary>How many there are.</summary>
        public const int Count = 3;
    }
}
