using System;
using System.IO;
using Stethos.Protocol;

namespace Stethos.Boards.Virtual;

/// <summary>Holds the certificate of a node file in a file of its own as long as the boards run.</summary>
internal sealed class AuthorityFolder : IDisposable
{
    private readonly DirectoryInfo? _folder;

    public AuthorityFolder(NodeFile? file)
    {
        if (file is { Authority.Length: > 0 })
        {
            _folder = Directory.CreateTempSubdirectory("stethos-board-");
            CertificatePath = FlashedFile.WriteAuthority(file, _folder.FullName);
        }
    }

    /// <summary>PEM; null without TLS.</summary>
    public string? CertificatePath { get; }

    public void Dispose() => _folder?.Delete(recursive: true);
}
