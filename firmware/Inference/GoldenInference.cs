using Stethos.Crypto;

namespace Stethos.Inference
{
    /// <summary>
    /// What a model computes for the inputs it brings along, as one digest: an owner names it in a release, and a node compares what
    /// its own arithmetic gives.
    /// </summary>
    public static class GoldenInference
    {
        /// <summary>
        /// Runs the blob's own vectors. <paramref name="digest"/> (32 bytes): SHA-256 over all computed outputs, one after the
        /// other; only with <see cref="ModelErrorCode.None"/>, which also says that the outputs are those the blob names.
        /// </summary>
        public static ModelErrorCode Compute(byte[] blob, int arenaLimit, byte[] digest)
        {
            Model model = new Model();
            ModelErrorCode error = model.Prepare(blob, 0, blob.Length, arenaLimit, true);
            if (error != ModelErrorCode.None)
            {
                return error;
            }

            Sha256 outputs = new Sha256();
            error = model.SelfTest(outputs);
            outputs.Finish(digest, 0);
            return error;
        }
    }
}
