using nanoFramework.TestFramework;
using Stethos.Inference;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Networks for pictures: every kernel, with the outputs that ONNX Runtime and the quantizer gave.</summary>
    [TestClass]
    public class NetworkCases
    {
        private const int Limit = 1 << 16;

        [TestMethod]
        public void Every_kernel_gives_the_outputs_that_come_with_its_network()
        {
            string[] blobs = new string[] { NetworkVectors.NetworkA, NetworkVectors.NetworkB };
            for (int i = 0; i < blobs.Length; i++)
            {
                byte[] blob = Bytes.FromHex(blobs[i]);
                Model model = new Model();
                Assert.IsTrue(model.Prepare(blob, 0, blob.Length, Limit, true) == ModelErrorCode.None, "prepared " + i.ToString());
                Assert.IsTrue(model.InputLength == 192 && model.OutputLength == 4, "sizes " + i.ToString());
                ModelErrorCode error = model.SelfTest();
                Assert.IsTrue(error == ModelErrorCode.None, "outputs " + i.ToString() + ": " + error.ToString());
                Assert.IsTrue(Outputs(model, 0) != Outputs(model, 255), "they depend on the inputs " + i.ToString());
            }
        }

        [TestMethod]
        public void A_changed_output_of_a_network_is_found()
        {
            byte[] blob = Bytes.FromHex(NetworkVectors.NetworkB);
            Model model = new Model();
            model.Prepare(blob, 0, blob.Length, Limit, true);

            // The first vector's outputs, behind its inputs.
            int at = ModelFormat.SelfTestsAt;
            int tests = blob[at] | (blob[at + 1] << 8) | (blob[at + 2] << 16);
            for (int i = 0; i < model.OutputLength; i++)
            {
                blob[tests + model.InputLength + i] ^= 1;
                Assert.IsTrue(model.SelfTest() != ModelErrorCode.None, "output " + i.ToString());
                blob[tests + model.InputLength + i] ^= 1;
            }
        }

        private static string Outputs(Model model, int code)
        {
            byte[] inputs = new byte[model.InputLength];
            for (int i = 0; i < inputs.Length; i++)
            {
                inputs[i] = (byte)(code - (i * 5));
            }

            byte[] outputs = new byte[model.OutputLength];
            Assert.IsTrue(model.Run(inputs, 0, outputs, 0) == ModelErrorCode.None, "run");
            return Bytes.ToHex(outputs);
        }
    }
}
