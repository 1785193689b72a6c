using nanoFramework.TestFramework;
using Stethos.Edge;
using Stethos.Inference;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>The golden blobs of tests/vectors/model run here as everywhere, and the levels a model is fed with.</summary>
    [TestClass]
    public class ModelCases
    {
        private const int Limit = 1 << 20;

        [TestMethod]
        public void A_golden_model_gives_the_outputs_it_brings()
        {
            string[] blobs = new string[] { BlobVectors.DenseA, BlobVectors.DenseB };
            for (int i = 0; i < blobs.Length; i++)
            {
                byte[] blob = Bytes.FromHex(blobs[i]);
                Model model = new Model();
                Assert.IsTrue(model.Prepare(blob, 0, blob.Length, Limit, true) == ModelErrorCode.None, "prepared " + i.ToString());
                Assert.IsTrue(model.InputLength == 4 && model.OutputLength == 3, "sizes " + i.ToString());
                Assert.IsTrue(model.SelfTest() == ModelErrorCode.None, "outputs " + i.ToString());
            }
        }

        [TestMethod]
        public void A_changed_bit_anywhere_in_a_model_is_found()
        {
            byte[] blob = Bytes.FromHex(BlobVectors.DenseA);
            Model model = new Model();
            for (int at = 0; at < blob.Length; at += 37)
            {
                blob[at] ^= 4;
                Assert.IsTrue(
                    model.Prepare(blob, 0, blob.Length, Limit, true) != ModelErrorCode.None, "byte " + at.ToString());
                blob[at] ^= 4;
            }
        }

        [TestMethod]
        public void Levels_are_whole_quarters_of_a_decibel()
        {
            float[] values = new float[] { 1f, 10f, 0.5f, 2f, 65504f, 0f, -1f, 5.9604645e-8f };
            int[] levels = new int[] { 0, 80, -24, 24, 385, QuarterDecibel.None, QuarterDecibel.None, -578 };
            for (int i = 0; i < values.Length; i++)
            {
                Assert.IsTrue(QuarterDecibel.Of(values[i]) == levels[i], "value " + i.ToString());
            }
        }
    }
}
