using System.Collections.Generic;
using System.Security.Cryptography;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Manifests;

namespace Stethos.Testing.Releases;

/// <summary>A release in its parts, each of which a test may exchange.</summary>
/// <param name="Manifest">Its bytes.</param>
/// <param name="KeyId">8 bytes that name the key.</param>
/// <param name="Signature">Over the manifest.</param>
/// <param name="Lists">Chunk lists.</param>
public sealed record SignedRelease(
    byte[] Manifest, byte[] KeyId, byte[] Signature, IReadOnlyList<(ComponentCode Id, byte[] List)> Lists)
{
    /// <summary>What a node gets before the first chunk.</summary>
    public byte[] Head
    {
        get
        {
            var buffer = new byte[ManifestBundle.MaxLength];
            var writer = new CborWriter();
            writer.Reset(buffer, 0, buffer.Length);
            ManifestBundle.WriteHead(writer, Manifest, Manifest.Length, KeyId, Signature, Lists.Count);
            foreach (var (id, list) in Lists)
            {
                ManifestBundle.WriteList(writer, id, list, list.Length);
            }

            return buffer[..writer.Length];
        }
    }

    /// <summary>SHA-256 of the manifest.</summary>
    public byte[] Digest => SHA256.HashData(Manifest);

    internal static SignedRelease Of(byte[] manifest, byte[] keyId, byte[] signature, byte[]? application, byte[]? model)
    {
        var lists = new List<(ComponentCode, byte[])>();
        foreach (var (id, content) in ((ComponentCode, byte[]?)[])[(ComponentCode.Application, application), (ComponentCode.Model, model)])
        {
            if (content is not null)
            {
                var list = TestOwner.List(id, content);
                var bytes = new byte[list.Length];
                list.Write(bytes, 0);
                lists.Add((id, bytes));
            }
        }

        return new SignedRelease(manifest, keyId, signature, lists);
    }
}
