using System;
using System.IO;
using Stethos.Inference;
using Stethos.Testing;
using Stethos.Testing.Edge;
using Stethos.Testing.Releases;
using Stethos.Update.Trust;
using Xunit;

namespace Stethos.Firmware.Device.Tests.Host;

/// <summary>
/// tests/vectors/update is a release as an owner's tools sign it, with the key set a node is flashed with. Signing keys are drawn
/// anew each time and thrown away, so the files are made once: with STETHOS_WRITE=1, when they are not there.
/// </summary>
public sealed class GoldenRelease
{
    [Fact]
    public void The_golden_release_is_there()
    {
        var folder = RepositoryFiles.PathOf("tests", "vectors", "update");
        if (Environment.GetEnvironmentVariable("STETHOS_WRITE") == "1" && !Directory.Exists(folder))
        {
            Make(Directory.CreateDirectory(folder).FullName);
        }

        Xunit.Assert.Equal(3, Directory.GetFiles(folder, "*.hex").Length);
    }

    private static void Make(string folder)
    {
        using var owner = new TestOwner();
        var model = SampleEdgeModel.Blob();
        var release = owner.Release(1, FedNode.Image(), model, manifest =>
        {
            (manifest.Health.NeedsGateway, manifest.Health.NeedsSensors, manifest.Health.Beats) = (true, true, 3);
            Xunit.Assert.Equal(ModelErrorCode.None, GoldenInference.Compute(model, 1 << 18, manifest.Health.GoldenDigest));
            manifest.Health.GoldenLength = 32;
        });
        var file = new byte[2048];
        Write("key-set-file.hex", file.AsSpan(0, KeySetStore.Encode(owner.First.Keys, file)));
        Write("digest.hex", release.Digest);
        Write("head.hex", release.Head);

        void Write(string name, ReadOnlySpan<byte> bytes) =>
            File.WriteAllText(Path.Combine(folder, name), Convert.ToHexStringLower(bytes) + "\n");
    }
}
