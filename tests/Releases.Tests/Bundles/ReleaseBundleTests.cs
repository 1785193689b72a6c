using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Inference;
using Stethos.Releases.Bundles;
using Stethos.Testing;
using Stethos.Testing.Edge;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Trust;
using Xunit.Abstractions;

namespace Stethos.Releases.Tests.Bundles;

public sealed class ReleaseBundleTests : IDisposable
{
    private static readonly PortableKeyedHash Hash = new();
    private static readonly byte[] Application = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];
    private static readonly byte[] Model = [.. Enumerable.Range(0, 3072).Select(i => (byte)(i / 5))];

    private readonly ITestOutputHelper _output;
    private readonly TestOwner _owner = new();
    private readonly TemporaryFolder _folder = new();

    public ReleaseBundleTests(ITestOutputHelper output)
    {
        _output = output;
        File.WriteAllBytes(_folder.Of("app.pe"), Application);
        File.WriteAllBytes(_folder.Of("bearing.nqm"), Model);
    }

    public void Dispose()
    {
        _owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_made_of_a_description_is_read_again_and_taken_by_a_node()
    {
        var bundle = ReleaseBundle.Read(Made(Described()).Write(), Hash);
        Assert.Equal(Application, bundle.Components[ComponentCode.Application]);
        Assert.Equal(Model, bundle.Components[ComponentCode.Model]);
        var head = bundle.Head();
        var facts = TestOwner.Facts();
        facts.NativeChecksums = [0x1A1CC3FD];
        Assert.Equal(UpdateReasonCode.None, new ReleaseVerifier(_owner.First.Keys).Verify(head, 0, head.Length, facts));
        _output.WriteLine($"manifest {bundle.ManifestBytes.Length}, head {head.Length}, bundle {bundle.Write().Length} bytes");
    }

    [Fact]
    public void What_the_model_has_to_answer_on_trial_is_computed_when_the_release_is_made()
    {
        var described = Described().Replace("\"expires\"", "\"health\": { \"golden\": \"model\" }, \"expires\"", StringComparison.Ordinal);
        var alone = string.Join('\n', described.Split('\n').Where(line => !line.Contains("\"model\": {", StringComparison.Ordinal)));
        Assert.Contains("does not run", Assert.Throws<ReleaseException>(() => Made(described)).Message, StringComparison.Ordinal);
        var blob = SampleEdgeModel.Blob();
        File.WriteAllBytes(_folder.Of("bearing.nqm"), blob);
        var digest = new byte[32];
        Assert.Equal(ModelErrorCode.None, GoldenInference.Compute(blob, 1 << 20, digest));
        var health = Made(described).Manifest.Health;
        Assert.Equal((16, Convert.ToHexString(digest[..16])), (health.GoldenLength, Convert.ToHexString(health.GoldenDigest[..16])));
        Assert.Contains("brings no model", Assert.Throws<ReleaseException>(() => Made(alone)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_is_written_the_same_every_time()
    {
        var bundle = Made(Described());
        Assert.Equal(bundle.Write(), ReleaseBundle.Read(bundle.Write(), Hash).Write());
    }

    [Fact]
    public void Every_byte_that_is_changed_is_noticed_here_or_by_the_signature()
    {
        var content = Made(Described()).Write();
        var facts = TestOwner.Facts();
        facts.NativeChecksums = [0x1A1CC3FD];
        for (var at = 0; at < content.Length; at += 3)
        {
            content[at] ^= 0x41;
            try
            {
                var head = ReleaseBundle.Read(content, Hash).Head();
                Assert.NotEqual(UpdateReasonCode.None, new ReleaseVerifier(_owner.First.Keys).Verify(head, 0, head.Length, facts));
            }
            catch (ReleaseException)
            {
                // Noticed here.
            }

            content[at] ^= 0x41;
        }
    }

    [Fact]
    public void Truncated_and_oversized_bundles_are_refused()
    {
        var content = Made(Described()).Write();
        for (var length = 0; length < content.Length; length += 1 + length / 50)
        {
            Assert.Throws<ReleaseException>(() => ReleaseBundle.Read(content[..length], Hash));
        }

        Assert.Throws<ReleaseException>(() => ReleaseBundle.Read([.. content, 0], Hash));
        Assert.Throws<ReleaseException>(() => ReleaseBundle.Read(new byte[ReleaseBundle.MaxLength + 1], Hash));
    }

    [Fact]
    public void Random_damage_never_throws_anything_else()
    {
        const int seed = 20261121;
        _output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var content = Made(Described()).Write();
        for (var round = 0; round < 3000; round++)
        {
            var spoilt = content.ToArray();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                spoilt[random.Next(round % 2 == 0 ? 300 : spoilt.Length)] = (byte)random.Next(256);
            }

            try
            {
                ReleaseBundle.Read(spoilt, Hash);
            }
            catch (ReleaseException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public void A_wrong_description_is_told_in_words_and_spends_no_index()
    {
        var wrong = new Dictionary<string, (string From, string To)>
        {
            ["boards"] = ("\"esp32-s3-n16r8-rev-a\"", ""),
            ["natives"] = ("0x1A1CC3FD", "1A1CC3FD"),
            ["not a version"] = ("\"1.2.3\"", "\"1.2\""),
            ["floor is above"] = ("\"1.1.0\"", "\"1.3.0\""),
            ["no pair"] = ("1.2.0-1.255.65535", "1.3.0-1.255.65535"),
            ["Could not find"] = ("app.pe", "none.pe"),
            ["malformed"] = ("\"sequence\": 41,", ""),
            ["ManifestMalformed"] = ("\"sequence\": 41", "\"sequence\": 0"),
            ["chunk"] = ("\"version\": \"2.0.1\"", "\"version\": \"2.0.1\", \"chunk\": 1000")
        };
        foreach (var (message, (from, to)) in wrong)
        {
            Assert.Contains(from, Described(), StringComparison.Ordinal);
            var error = Assert.Throws<ReleaseException>(() => Made(Described().Replace(from, to, StringComparison.Ordinal)));
            Assert.Contains(message, error.Message, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(0, _owner["app"].Used);
    }

    [Fact]
    public void A_key_that_may_not_sign_spends_no_index()
    {
        Assert.Throws<ReleaseException>(() => Made(Described(), "model"));
        Assert.Throws<ReleaseException>(() => Made(Described(), "root3"));
        _owner.NewKey("strange", KeyRoleCode.ReleaseApplication);
        Assert.Throws<ReleaseException>(() => Made(Described(), "strange"));
        Assert.Equal((0, 0, 0), (_owner["model"].Used, _owner["root3"].Used, _owner["strange"].Used));
    }

    [Theory]
    [InlineData("1.2.3", 0x01020003u)]
    [InlineData("255.255.65535", uint.MaxValue)]
    [InlineData("0.0.0", 0u)]
    public void Versions_are_numbers(string text, uint number)
    {
        Assert.Equal(number, ReleaseVersion.Parse(text));
        Assert.Equal(text, ReleaseVersion.Text(number));
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("256.0.0")]
    [InlineData("1.-2.3")]
    [InlineData("")]
    public void What_is_no_version_is_none(string text)
    {
        Assert.Null(ReleaseVersion.Parse(text));
    }

    private static string Described() =>
        """
        {
          "sequence": 41,
          "boards": ["esp32-s3-n16r8-rev-a"],
          "natives": ["0x1A1CC3FD"],
          "application": { "file": "app.pe", "version": "1.2.3", "floor": "1.1.0" },
          "model": { "file": "bearing.nqm", "version": "2.0.1" },
          "pairs": [{ "application": "1.2.0-1.255.65535", "model": "2.0.0-2.255.65535", "tensorAbi": 3 }],
          "expires": "2099-12-31"
        }
        """;

    private ReleaseBundle Made(string description, string signer = "app") => new ReleaseMaker(Hash).Make(
        ReleaseDescription.Parse(description), _folder.Path, _owner.First.Keys, _owner[signer]);
}
