namespace Stethos.Hal.Mqtt
{
    /// <summary>First bytes of the packets of MQTT 3.1.1 that a node sends or takes (OASIS standard, section 2.2.1).</summary>
    internal static class MqttPacket
    {
        internal const int Connect = 0x10;
        internal const int ConnectAnswer = 0x20;
        internal const int Publish = 0x30;
        internal const int PublishAnswer = 0x40;
        internal const int Subscribe = 0x82;
        internal const int SubscribeAnswer = 0x90;
        internal const int PingRequest = 0xC0;
        internal const int Disconnect = 0xE0;

        /// <summary>The kind without its flags.</summary>
        internal const int KindMask = 0xF0;

        internal const int RetainFlag = 0x01;
        internal const int QosMask = 0x06;
        internal const int QosOne = 0x02;

        /// <summary>What a broker answers to a subscription that it refuses.</summary>
        internal const int SubscribeFailure = 0x80;
    }
}
