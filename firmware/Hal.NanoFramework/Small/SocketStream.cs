using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Stethos.Hal.Mqtt;

namespace Stethos.Hal.NanoFramework.Small
{
    /// <summary>A TCP connection, with TLS 1.2 over it when the site has an authority.</summary>
    public sealed class SocketStream : IByteStream
    {
        private const int PatienceMs = 10000;
        private const int PatienceSeconds = 10;

        // A C timeval as lwIP takes it, seconds first, whether its time has 32 or 64 bits.
        private const int TimevalBytes = 16;
        private readonly string _host;
        private readonly int _port;
        private readonly X509Certificate? _authority;
        private readonly CertificateClock? _dates;
        private Socket? _socket;
        private SslStream? _tls;

        /// <summary><paramref name="authority"/>: the site authority's certificate, DER or PEM; null = no TLS.</summary>
        public SocketStream(string host, int port, byte[]? authority)
        {
            _host = host;
            _port = port;
            _authority = authority == null ? null : new X509Certificate(authority);
            _dates = _authority == null ? null : new CertificateClock(_authority);
        }

        /// <inheritdoc/>
        public bool Open()
        {
            Close();
            try
            {
                Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _socket = socket;
                socket.Connect(new IPEndPoint(Dns.GetHostEntry(_host).AddressList[0], _port));
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
                socket.SendTimeout = PatienceMs;
                socket.ReceiveTimeout = PatienceMs;
                if (_authority != null)
                {
                    Encrypt(socket, _authority, _dates!);
                }

                return true;
            }
            catch (Exception)
            {
                Close();
                return false;
            }
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int count)
        {
            Socket? socket = _socket;
            if (socket == null)
            {
                return -1;
            }

            try
            {
                // A closed connection can be read too: it gives no bytes.
                if (!socket.Poll(0, SelectMode.SelectRead) && (_tls == null || !_tls.DataAvailable))
                {
                    return 0;
                }

                int read = _tls == null ? socket.Receive(buffer, offset, count, SocketFlags.None) : _tls.Read(buffer, offset, count);
                return read > 0 ? read : -1;
            }
            catch (Exception)
            {
                return -1;
            }
        }

        /// <inheritdoc/>
        public bool Write(byte[] buffer, int offset, int count)
        {
            Socket? socket = _socket;
            if (socket == null)
            {
                return false;
            }

            try
            {
                if (_tls != null)
                {
                    _tls.Write(buffer, offset, count);
                    return true;
                }

                for (int sent = 0; sent < count;)
                {
                    int taken = socket.Send(buffer, offset + sent, count - sent, SocketFlags.None);
                    if (taken <= 0)
                    {
                        return false;
                    }

                    sent += taken;
                }

                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private void Encrypt(Socket socket, X509Certificate authority, CertificateClock dates)
        {
            LimitHandshake(socket);
            dates.Prepare();
            _tls = new SslStream(socket);
            try
            {
                _tls.AuthenticateAsClient(_host, null, authority, SslProtocols.Tls12);
            }
            catch (Exception)
            {
                dates.Refused();
                throw;
            }
        }

        // The handshake runs in native code on a blocking socket and stops every thread: without a limit, a broker that takes the
        // connection and then says nothing would stop the node for good, its watchdog with it.
        private static void LimitHandshake(Socket socket)
        {
            byte[] timeval = new byte[TimevalBytes];
            timeval[0] = PatienceSeconds;
            try
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveTimeout, timeval);
            }
            catch (SocketException)
            {
                // An image without the option: the chip's watchdog is left.
            }
        }

        /// <inheritdoc/>
        public void Close()
        {
            try
            {
                if (_tls != null)
                {
                    _tls.Dispose();
                }

                if (_socket != null)
                {
                    _socket.Close();
                }
            }
            catch (Exception)
            {
                // Gone already.
            }

            _tls = null;
            _socket = null;
        }
    }
}
