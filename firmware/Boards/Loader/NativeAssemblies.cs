namespace Stethos.Boards.Loader
{
    /// <summary>
    /// Checksums of the native assemblies that the class libraries beside the loader bind to. The runtime does not tell what it has;
    /// but one that lacked any of these would not have started the loader, so the node has them all. From the tables of the stock
    /// runtime's sources (nf-interpreter a3e8139, CLR_RT_NativeAssemblyData); a test holds the names against the packages.
    /// </summary>
    internal static class NativeAssemblies
    {
        // Class libraries that are not listed are managed only.
        private static readonly uint[] Common =
        {
            0x1549C856, // nanoFramework.CoreLibrary 1.17.11
            0x0EAB00C9, // nanoFramework.Runtime.Events 1.11.39
            0x0EAE898B, // nanoFramework.Runtime.Native 1.7.11
            0x40DC251F, // nanoFramework.System.Collections 1.5.75
            0x097E7BC5, // nanoFramework.System.Device.Gpio 1.1.62
            0xFA806D33, // nanoFramework.System.Device.I2c 1.1.29
            0x3F6E2A7E, // nanoFramework.System.Device.Spi 1.3.89
            0x1777E2FE, // nanoFramework.System.IO.FileSystem 1.1.93
            0x9F9E2A7E, // nanoFramework.System.Math 1.5.116
            0x8EFB9944, // nanoFramework.System.Net 1.11.60
            0x1A1CC3FD, // nanoFramework.System.Security.Cryptography 1.0.38
            0x8E6EB73D, // nanoFramework.System.Text 1.3.42
        };

        /// <summary>Those of all boards, and <paramref name="further"/>, which one board's own libraries bind to.</summary>
        internal static uint[] With(uint[] further)
        {
            uint[] all = new uint[Common.Length + further.Length];
            for (int i = 0; i < all.Length; i++)
            {
                all[i] = i < Common.Length ? Common[i] : further[i - Common.Length];
            }

            return all;
        }
    }
}
