using System;
using System.Linq;
using Stethos.Update.Manifests;
using Xunit.Abstractions;

namespace Stethos.Update.Tests.Manifests;

public sealed class ManifestReaderTests(ITestOutputHelper output)
{
    [Fact]
    public void A_manifest_is_read_as_it_was_written()
    {
        foreach (var manifest in (Manifest[])[SampleManifest.OfTwo(), SampleManifest.OfModel()])
        {
            var bytes = SampleManifest.Bytes(manifest);
            var read = new Manifest();
            Assert.Equal(UpdateReasonCode.None, Read(bytes, read));
            Assert.Equal(bytes, SampleManifest.Bytes(read));
            Assert.Equal((41u, 1_798_761_600u, SampleManifest.Board), (read.Sequence, read.ExpirySeconds, read.Classes[0]));
            Assert.Equal(manifest.ComponentCount, read.ComponentCount);
            Assert.Equal(manifest.Find(ComponentCode.Model)!.Size, read.Find(ComponentCode.Model)!.Size);
            Assert.Equal(manifest.Find(ComponentCode.Application) is null, read.Find(ComponentCode.Application) is null);
            output.WriteLine($"{manifest.ComponentCount} components: {bytes.Length} bytes");
            Assert.InRange(bytes.Length, 180, 320);
        }
    }

    [Fact]
    public void The_largest_manifest_fits_and_one_byte_more_is_refused()
    {
        var manifest = SampleManifest.OfTwo(uint.MaxValue);
        manifest.ClassCount = Manifest.MaxClasses;
        for (var i = 0; i < Manifest.MaxClasses; i++)
        {
            manifest.Classes[i] = new string((char)('a' + i), Manifest.MaxClassLength);
        }

        manifest.ChecksumCount = Manifest.MaxChecksums;
        manifest.RuleCount = Manifest.MaxRules;
        for (var i = 0; i < Manifest.MaxRules; i++)
        {
            manifest.Rules[i] = new PairRule { ApplicationHigh = uint.MaxValue, ModelHigh = uint.MaxValue, TensorAbi = uint.MaxValue };
        }

        manifest.Health.GoldenLength = HealthProfile.MaxDigestLength;
        var bytes = SampleManifest.Bytes(manifest);
        output.WriteLine($"largest: {bytes.Length} bytes");
        Assert.Equal(UpdateReasonCode.None, Read(bytes, new Manifest()));
        Assert.Equal(UpdateReasonCode.ManifestTooLong, Read(new byte[Manifest.MaxLength + 1], new Manifest()));
    }

    [Fact]
    public void Every_manifest_cut_short_or_followed_by_a_byte_is_malformed()
    {
        var bytes = SampleManifest.Bytes(SampleManifest.OfTwo());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(UpdateReasonCode.ManifestMalformed, Read(bytes[..length], new Manifest()));
        }

        Assert.Equal(UpdateReasonCode.ManifestMalformed, Read([.. bytes, 0], new Manifest()));
    }

    [Fact]
    public void Whatever_is_accepted_is_what_the_writer_would_have_written()
    {
        const int seed = 41;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var golden = new[] { SampleManifest.Bytes(SampleManifest.OfTwo()), SampleManifest.Bytes(SampleManifest.OfModel()) };
        var manifest = new Manifest();
        var accepted = 0;
        for (var round = 0; round < 200_000; round++)
        {
            var bytes = golden[round % 2].ToArray();
            for (var spoil = random.Next(1, 4); spoil > 0; spoil--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (Read(bytes, manifest) == UpdateReasonCode.None)
            {
                accepted++;
                Assert.Equal(bytes, SampleManifest.Bytes(manifest));
            }
        }

        output.WriteLine($"{accepted} of 200,000 accepted");
        Assert.InRange(accepted, 1000, 199_000);
    }

    [Theory]
    [InlineData("1801", "a number in a longer head")]
    [InlineData("190001", "a number in a much longer head")]
    [InlineData("01ff", "a stray break")]
    public void Only_the_shortest_form_is_taken(string form, string why)
    {
        var bytes = SampleManifest.Bytes(SampleManifest.OfModel());
        Assert.Equal([ManifestKey.Version, ManifestKey.Form], bytes[3..5]);
        byte[] longer = [.. bytes[..4], .. Convert.FromHexString(form), .. bytes[5..]];
        Assert.Equal(UpdateReasonCode.ManifestMalformed, Read(longer, new Manifest()));
        output.WriteLine(why);
    }

    [Fact]
    public void An_unknown_key_is_refused_below_128_and_skipped_from_there_on()
    {
        var bytes = SampleManifest.Bytes(SampleManifest.OfModel());
        byte[] more = [(byte)(bytes[0] + 1), .. bytes[1..]];
        Assert.Equal(UpdateReasonCode.ManifestUnknown, Read([.. more, 0x18, 127, 0x01], new Manifest()));
        Assert.Equal(UpdateReasonCode.None, Read([.. more, 0x18, 128, 0x82, 0x01, 0x61, 0x61], new Manifest()));
        Assert.Equal(UpdateReasonCode.ManifestMalformed, Read([.. more, 0x18, 128, 0x18, 0x01], new Manifest()));
        Assert.Equal(UpdateReasonCode.ManifestMalformed, Read([.. more, 0x0B, 0x01], new Manifest()));
    }

    [Fact]
    public void Another_kind_of_document_or_form_is_not_taken_for_a_manifest()
    {
        var bytes = SampleManifest.Bytes(SampleManifest.OfModel());
        bytes[2] = ManifestKey.KeySetKind;
        Assert.Equal(UpdateReasonCode.ManifestUnknown, Read(bytes, new Manifest()));
        (bytes[2], bytes[4]) = (ManifestKey.ManifestKind, 2);
        Assert.Equal(UpdateReasonCode.ManifestUnknown, Read(bytes, new Manifest()));
    }

    [Fact]
    public void Values_that_contradict_each_other_are_malformed()
    {
        Refused(manifest => manifest.Components[0].Floor = manifest.Components[0].Version + 1);
        Refused(manifest => manifest.Components[1].Size = (1024 << 10) + 1);
        Refused(manifest => manifest.Components[1].Id = ComponentCode.Application);
        Refused(manifest => manifest.Components[0].ChunkLog2 = 7);
        Refused(manifest => manifest.Components[0].Size = 0);
        Refused(manifest => manifest.Rules[0].ModelLow = manifest.Rules[0].ModelHigh + 1);
        Refused(manifest => manifest.Health.DeadlineSeconds = manifest.Health.SoakSeconds - 1);
        Refused(manifest => manifest.Health.GoldenLength = 15);
        Refused(manifest => manifest.Sequence = 0);
        Refused(manifest => manifest.KeySetVersion = 0);
        Refused(manifest => manifest.ClassCount = 0);
        Refused(manifest => manifest.RuleCount = 0);
        Refused(manifest => manifest.ComponentCount = 0);
        Refused(manifest => manifest.Classes[0] = "");
    }

    private static void Refused(Action<Manifest> spoil)
    {
        var manifest = SampleManifest.OfTwo();
        spoil(manifest);
        Assert.Equal(UpdateReasonCode.ManifestMalformed, Read(SampleManifest.Bytes(manifest), new Manifest()));
    }

    private static UpdateReasonCode Read(byte[] bytes, Manifest manifest) => new ManifestReader().Read(bytes, 0, bytes.Length, manifest);
}
