using System;
using nanoFramework.TestFramework;
using Stethos.Crypto;
using Stethos.Crypto.Lms;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Published vectors of what a node trusts by: keyed hashes and hash-based signatures.</summary>
    [TestClass]
    public class CryptoCases
    {
        [TestMethod]
        public void A_keyed_hash_has_its_published_value()
        {
            // RFC 4231, case 2.
            byte[] key = Bytes.FromHex("4a656665");
            byte[] data = Bytes.FromHex("7768617420646f2079612077616e7420666f72206e6f7468696e673f");
            HmacSha256 hmac = new HmacSha256(key, 0, key.Length);
            byte[] mac = new byte[Sha256.DigestLength];
            for (int turn = 0; turn < 2; turn++)
            {
                hmac.Update(data, 0, 10);
                hmac.Update(data, 10, data.Length - 10);
                hmac.Finish(mac, 0);
                Assert.IsTrue(
                    Bytes.ToHex(mac) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", "turn " + turn.ToString());
            }
        }

        [TestMethod]
        public void A_published_signature_holds_and_no_changed_one_does()
        {
            byte[] key = Bytes.FromHex(BlobVectors.LmsPublicKey);
            byte[] message = Bytes.FromHex(BlobVectors.LmsMessage);
            byte[] signature = Bytes.FromHex(BlobVectors.LmsSignature);
            LmsVerifier verifier = new LmsVerifier();
            Assert.IsTrue(Verify(verifier, key, message, signature) == LmsResultCode.Ok, "as published");
            signature[200] ^= 1;
            Assert.IsTrue(Verify(verifier, key, message, signature) != LmsResultCode.Ok, "a changed signature");
            signature[200] ^= 1;
            message[0] ^= 1;
            Assert.IsTrue(Verify(verifier, key, message, signature) != LmsResultCode.Ok, "a changed message");
        }

        private static LmsResultCode Verify(LmsVerifier verifier, byte[] key, byte[] message, byte[] signature)
        {
            return verifier.Verify(key, 0, key.Length, message, 0, message.Length, signature, 0, signature.Length);
        }
    }
}
