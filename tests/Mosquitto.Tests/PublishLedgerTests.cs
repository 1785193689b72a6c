namespace Stethos.Mosquitto.Tests;

public sealed class PublishLedgerTests
{
    [Fact]
    public void Lost_connection_forgets_unwritten_messages_and_keeps_unacknowledged_ones()
    {
        var ledger = new PublishLedger();
        ledger.Add(1, MqttQos.AtMostOnce);
        ledger.Add(2, MqttQos.AtLeastOnce);
        ledger.Add(65535, MqttQos.ExactlyOnce);
        Assert.Equal(3, ledger.Count);

        ledger.ConnectionEnded();
        Assert.Equal(2, ledger.Count);

        ledger.Remove(65535);
        ledger.Remove(2);
        Assert.Equal(0, ledger.Count);
    }

    [Fact]
    public void Unknown_identifier_does_not_make_the_count_negative()
    {
        var ledger = new PublishLedger();
        ledger.Remove(5);

        Assert.Equal(0, ledger.Count);
    }
}
