using System;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.Releases.Bundles;
using Stethos.Testing;
using Stethos.Testing.Releases;
using Stethos.Update;

namespace Stethos.Releases.Tests.Bundles;

public sealed class CardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestOwner _owner = new();

    public CardTests()
    {
        File.WriteAllBytes(_folder.Of("model.nqm"), Enumerable.Range(0, 3000).Select(i => (byte)(i * 7)).ToArray());
        File.WriteAllText(_folder.Of("card.json"), "{ \"name\": \"bearing\" }");
    }

    public void Dispose()
    {
        _owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_same_inputs_give_the_same_bytes_and_spend_one_index()
    {
        var first = Make("card.json").Write();
        var used = _owner["model"].Used;
        Assert.Equal(first, Make("card.json").Write());
        Assert.Equal(used, _owner["model"].Used);
        Assert.NotEqual(first, Make(null).Write());
        Assert.Equal(used + 1, _owner["model"].Used);
    }

    [Fact]
    public void A_card_travels_with_the_release_and_only_the_one_that_was_signed()
    {
        var content = Make("card.json").Write();
        var card = ReleaseBundle.Read(content, new PortableKeyedHash()).Card!;
        Assert.Equal("{ \"name\": \"bearing\" }", Encoding.UTF8.GetString(card));
        Assert.Null(ReleaseBundle.Read(Make(null).Write(), new PortableKeyedHash()).Card);

        var at = content.AsSpan().IndexOf(card);
        for (var i = at; i < at + card.Length; i++)
        {
            var changed = content.ToArray();
            changed[i] ^= 1;
            Assert.Contains("its card", Refused(changed), StringComparison.Ordinal);
        }

        // Without it: one field less, and the rest as it was.
        byte[] without = [0xA4, .. content.AsSpan(1, content.Length - 1 - 2 - card.Length)];
        Assert.Contains("its card", Refused(without), StringComparison.Ordinal);
    }

    private static string Refused(byte[] content) =>
        Assert.Throws<ReleaseException>(() => ReleaseBundle.Read(content, new PortableKeyedHash())).Message;

    private ReleaseBundle Make(string? card) => new ReleaseMaker(new PortableKeyedHash()).Make(
        new ReleaseDescription
        {
            Sequence = 7,
            Boards = [TestOwner.Board],
            Model = new DescribedComponent { File = "model.nqm", Version = "1.0.0" },
            Pairs = [new DescribedPair { Application = "1.0.0-1.255.65535", Model = "1.0.0" }],
            Card = card,
        },
        _folder.Path, _owner.First.Keys, _owner["model"]);
}
