using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stethos.Testing
{
    /// <summary>A site's certificate authority, and the certificate it gives its broker, as PEM files in a folder.</summary>
    public static class SiteAuthority
    {
        /// <summary>Writes NAME.pem and returns the authority with its private key.</summary>
        public static X509Certificate2 Write(string folder, string name)
        {
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            CertificateRequest request = new("CN=" + name, key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            X509Certificate2 certificate = request.CreateSelfSigned(NotBefore(), NotAfter());
            File.WriteAllText(Path.Combine(folder, name + ".pem"), certificate.ExportCertificatePem());
            return certificate;
        }

        /// <summary>Writes server.pem and server.key of a broker on loopback, known by its address and by a name.</summary>
        public static void WriteServer(X509Certificate2 authority, string folder, string hostName)
        {
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            SubjectAlternativeNameBuilder names = new();
            names.AddIpAddress(IPAddress.Loopback);
            names.AddDnsName(hostName);
            CertificateRequest request = new("CN=broker", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(names.Build());
            using X509Certificate2 certificate = request.Create(authority, NotBefore(), NotAfter(), [1, 2, 3]);
            File.WriteAllText(Path.Combine(folder, "server.pem"), certificate.ExportCertificatePem());
            File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
        }

        private static DateTimeOffset NotBefore() => new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

        private static DateTimeOffset NotAfter() => new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
