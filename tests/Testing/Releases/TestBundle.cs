using System.Linq;
using Stethos.Protocol;
using Stethos.Update;

namespace Stethos.Testing.Releases;

/// <summary>The file of a release whose parts a test may have exchanged, in the form of docs/update.md.</summary>
public static class TestBundle
{
    /// <summary>The bytes of a bundle; a component that is null is not in it.</summary>
    public static byte[] Of(SignedRelease release, byte[]? application, byte[]? model)
    {
        var components = new (ComponentCode Id, byte[]? Bytes)[] { (ComponentCode.Application, application), (ComponentCode.Model, model) }
            .Where(component => component.Bytes is not null).ToArray();
        var buffer = new byte[64 * 1024 + components.Sum(component => component.Bytes!.Length)];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        writer.MapStart(4);
        writer.Unsigned(1);
        writer.Bytes(release.Manifest, 0, release.Manifest.Length);
        writer.Unsigned(2);
        writer.ArrayStart(2);
        writer.Bytes(release.KeyId, 0, release.KeyId.Length);
        writer.Bytes(release.Signature, 0, release.Signature.Length);
        writer.Unsigned(3);
        writer.ArrayStart(release.Lists.Count);
        foreach (var (id, list) in release.Lists)
        {
            Write(writer, id, list);
        }

        writer.Unsigned(4);
        writer.ArrayStart(components.Length);
        foreach (var (id, bytes) in components)
        {
            Write(writer, id, bytes!);
        }

        return buffer[..writer.Length];
    }

    private static void Write(CborWriter writer, ComponentCode id, byte[] bytes)
    {
        writer.ArrayStart(2);
        writer.Unsigned((ulong)id);
        writer.Bytes(bytes, 0, bytes.Length);
    }
}
