using System;
using System.Linq;
using Stethos.Protocol;
using Stethos.Update.Manifests;

namespace Stethos.Update.Tests.Manifests;

/// <summary>Manifests to read, spoil and sign.</summary>
internal static class SampleManifest
{
    public const string Board = "esp32-s3-n16r8-rev-a";

    /// <summary>Application and model for one board, with all that belongs to it.</summary>
    public static Manifest OfTwo(uint sequence = 41)
    {
        var manifest = new Manifest { Sequence = sequence, ExpirySeconds = 1_798_761_600, MinLoader = 1, KeySetVersion = 1 };
        Enumerable.Range(1, Manifest.VendorLength).Select(i => (byte)(17 * i)).ToArray().CopyTo(manifest.Vendor, 0);
        (manifest.Classes[0], manifest.ClassCount) = (Board, 1);
        foreach (var checksum in (uint[])[0x1A1CC3FD, 0xD0BA96B7, 0x0E9E8C30, 0x9C0B14C0])
        {
            manifest.Checksums[manifest.ChecksumCount++] = checksum;
        }

        manifest.ComponentCount = 2;
        Fill(manifest.Components[0], ComponentCode.Application, 0x01_02_0003, 0x01_01_0000, 182_344);
        Fill(manifest.Components[1], ComponentCode.Model, 0x02_00_0001, 0x02_00_0000, 48_200);
        manifest.Rules[0] = new PairRule
        {
            ApplicationLow = 0x01_02_0000, ApplicationHigh = 0x01_FF_FFFF, ModelLow = 0x02_00_0000, ModelHigh = 0x02_FF_FFFF, TensorAbi = 3
        };
        manifest.RuleCount = 1;
        var health = manifest.Health;
        (health.SoakSeconds, health.DeadlineSeconds, health.Beats, health.LowWaterBytes) = (600, 3600, 120, 16_384);
        (health.NeedsGateway, health.NeedsSensors, health.GoldenLength) = (true, true, 16);
        health.GoldenDigest.AsSpan(0, 16).Fill(0x5A);
        return manifest;
    }

    /// <summary>A model alone.</summary>
    public static Manifest OfModel(uint sequence = 41)
    {
        var manifest = OfTwo(sequence);
        manifest.ComponentCount = 1;
        Fill(manifest.Components[0], ComponentCode.Model, 0x02_00_0002, 0x02_00_0000, 50_000);
        return manifest;
    }

    /// <summary>The bytes to sign.</summary>
    public static byte[] Bytes(Manifest manifest)
    {
        var buffer = new byte[Manifest.MaxLength];
        var length = manifest.Write(buffer, 0, buffer.Length, new CborWriter());
        Assert.True(length > 0);
        return buffer[..length];
    }

    private static void Fill(ManifestComponent component, ComponentCode id, uint version, uint floor, int size)
    {
        (component.Id, component.Version, component.Floor, component.Size, component.ChunkLog2) = (id, version, floor, size, 10);
        component.Root.AsSpan().Fill((byte)(0xA0 + (int)id));
        component.Salt.AsSpan().Fill((byte)(0x50 + (int)id));
    }
}
