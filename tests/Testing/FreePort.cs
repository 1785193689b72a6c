using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace Stethos.Testing
{
    /// <summary>
    /// Loopback ports nobody else takes meanwhile: below the range the kernel hands out to clients, counted up, and
    /// starting elsewhere in each process.
    /// </summary>
    public static class FreePort
    {
        private const int First = 10_000;
        private const int Last = 17_999;
        private static int _taken;

        /// <summary>The next free port.</summary>
        public static int Next()
        {
            while (true)
            {
                int step = Environment.ProcessId * 40 + Interlocked.Increment(ref _taken);
                int port = First + step % (Last - First + 1);
                if (IsFree(port))
                {
                    return port;
                }
            }
        }

        private static bool IsFree(int port)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
