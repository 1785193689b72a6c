namespace Stethos.Mosquitto;

/// <summary>
/// Counts messages the library still holds. Which packet identifiers belong to QoS 1 and 2 is remembered as one bit each, because
/// libmosquitto reports a written QoS 0 message and an acknowledged QoS 1 message in the same way. Used under the session's lock.
/// </summary>
internal sealed class PublishLedger
{
    private readonly ulong[] _unacknowledged = new ulong[65536 / 64];
    private int _unacknowledgedCount;
    private int _unwrittenCount;

    public int Count => _unacknowledgedCount + _unwrittenCount;

    public void Add(int messageId, MqttQos qos)
    {
        if (qos == MqttQos.AtMostOnce)
        {
            _unwrittenCount++;
            return;
        }

        ulong bit = 1UL << (messageId & 63);
        ref ulong word = ref _unacknowledged[(ushort)messageId >> 6];
        if ((word & bit) == 0)
        {
            word |= bit;
            _unacknowledgedCount++;
        }
    }

    public void Remove(int messageId)
    {
        ulong bit = 1UL << (messageId & 63);
        ref ulong word = ref _unacknowledged[(ushort)messageId >> 6];
        if ((word & bit) != 0)
        {
            word &= ~bit;
            _unacknowledgedCount--;
        }
        else if (_unwrittenCount > 0)
        {
            _unwrittenCount--;
        }
    }

    /// <summary>The library throws unwritten QoS 0 messages away when a connection ends; the others it repeats.</summary>
    public void ConnectionEnded()
    {
        _unwrittenCount = 0;
    }
}
