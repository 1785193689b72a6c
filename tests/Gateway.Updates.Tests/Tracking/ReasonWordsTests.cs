using System;
using System.Linq;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Update;

namespace Stethos.Gateway.Updates.Tests.Tracking;

public sealed class ReasonWordsTests
{
    [Fact]
    public void Every_reason_a_node_can_give_has_words_of_its_own()
    {
        var words = Enum.GetValues<UpdateReasonCode>().Where(reason => reason != UpdateReasonCode.None)
            .ToDictionary(reason => reason, ReasonWords.Of);
        Assert.All(words, pair => Assert.DoesNotContain("this gateway does not know", pair.Value, StringComparison.Ordinal));
        Assert.Equal(words.Count, words.Values.Distinct().Count());
    }

    [Fact]
    public void A_reason_of_a_newer_node_is_told_by_its_number() =>
        Assert.Equal("reason 250, which this gateway does not know", ReasonWords.Of((UpdateReasonCode)250));
}
