using System;
using System.Text;
using Stethos.Update;

namespace Stethos.Update.Tests
{
    public sealed class PortableKeyedHashTests
    {
        [Fact]
        public void Case_2_of_RFC_4231_gives_its_code()
        {
            var mac = new byte[32];
            byte[] data = Encoding.ASCII.GetBytes("..what do ya want for nothing?");
            new PortableKeyedHash().Compute(Encoding.ASCII.GetBytes("Jefe"), data, 2, data.Length - 2, mac);
            Assert.Equal("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843", Convert.ToHexString(mac));
        }
    }
}
