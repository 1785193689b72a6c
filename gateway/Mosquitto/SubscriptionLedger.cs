using System.Collections.Generic;

namespace Stethos.Mosquitto;

/// <summary>
/// The wanted subscriptions, sent again after every connect: a broker that was restarted has forgotten them. Used under the session's lock.
/// </summary>
internal sealed class SubscriptionLedger
{
    /// <summary>SUBACK return code for a refused subscription (MQTT 3.1.1 section 3.9.3).</summary>
    public const int Refused = 0x80;

    private readonly Dictionary<string, MqttQos> _wanted = [];
    private readonly Dictionary<int, string> _waiting = [];

    public IReadOnlyDictionary<string, MqttQos> Wanted => _wanted;

    public void Want(string topicFilter, MqttQos qos)
    {
        _wanted[topicFilter] = qos;
    }

    public void Sent(int messageId, string topicFilter)
    {
        _waiting[messageId] = topicFilter;
    }

    /// <summary>The topic filter a SUBACK answers, or null when it is not one of ours.</summary>
    public string? Answered(int messageId)
    {
        return _waiting.Remove(messageId, out string? topicFilter) ? topicFilter : null;
    }

    public void ConnectionEnded()
    {
        _waiting.Clear();
    }
}
