using nanoFramework.TestFramework;
using Stethos.Hal;
using Stethos.Hal.Mqtt;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>The smallest node's own MQTT client: the packets of MQTT 3.1.1, byte by byte.</summary>
    [TestClass]
    public class MqttCases
    {
        private const string Connect = "101300044d515454042e001e000163000177000178";

        [TestMethod]
        public void A_session_speaks_the_packets_of_the_standard()
        {
            TurnedClock clock = new TurnedClock();
            ByteBroker broker = new ByteBroker();
            StreamLink link = Link(broker, clock);
            Assert.IsTrue(link.Connect("c", "w", "x") == LinkStatusCode.Ok && link.IsConnected, "connected");
            Expect(broker, Connect);
            Assert.IsTrue(link.Subscribe("a/b") == LinkStatusCode.Ok, "subscribed");
            Expect(broker, "820800010003612f6201");
            Assert.IsTrue(link.Publish("a/b", new byte[] { 9, 1, 2 }, 1, 2, true) == LinkStatusCode.Ok, "published");
            Expect(broker, "33090003612f6200020102");
            string topic;
            byte[] buffer = new byte[16];
            int length;
            broker.Answer("9003000101" + "40020002" + "32080003612f620007ff");
            bool isThere = false;
            length = 0;
            for (int i = 0; i < 50 && !isThere; i++)
            {
                isThere = link.TryReceive(out topic, buffer, out length);
                Assert.IsTrue(!isThere || topic == "a/b", "topic");
            }

            Assert.IsTrue(isThere && length == 1 && buffer[0] == 0xFF, "a message, which came in single bytes");
            Expect(broker, "40020007");
            string pinged = "";
            for (int second = 0; second < StreamLink.KeepAliveSeconds && pinged.Length == 0; second++)
            {
                clock.Wait(1000);
                link.TryReceive(out topic, buffer, out length);
                pinged = broker.TakeSent();
            }

            Assert.IsTrue(pinged == "c000", "asks in time whether the broker is there");
            broker.Answer("d000");
            link.TryReceive(out topic, buffer, out length);
            link.TryReceive(out topic, buffer, out length);
            clock.Wait(StreamLink.AnswerMs + 1);
            Assert.IsTrue(!link.TryReceive(out topic, buffer, out length) && link.IsConnected, "it is");
            broker.TakeSent();
            link.Disconnect();
            Expect(broker, "e000");
            Assert.IsTrue(!link.IsConnected && !broker.IsOpen, "ended");
        }

        [TestMethod]
        public void Messages_on_their_way_are_bounded_and_a_refusal_or_silence_ends_the_session()
        {
            TurnedClock clock = new TurnedClock();
            ByteBroker broker = new ByteBroker();
            StreamLink link = Link(broker, clock);
            link.Connect("c", "w", "x");
            byte[] payload = new byte[] { 1 };
            int taken = 0;
            while (taken < 100 && link.Publish("a", payload, 0, 1, false) == LinkStatusCode.Ok)
            {
                taken++;
            }

            Assert.IsTrue(taken == 3 && link.Publish("a", payload, 0, 1, false) == LinkStatusCode.Busy, "three unanswered");
            link.Subscribe("a/b");
            broker.Answer("9003000480");
            string topic;
            byte[] buffer = new byte[16];
            int length;
            for (int i = 0; i < 20; i++)
            {
                link.TryReceive(out topic, buffer, out length);
            }

            Assert.IsTrue(!link.IsConnected, "refused");
            broker.ConnectAnswer = "20020005";
            Assert.IsTrue(link.Connect("c", "w", "x") == LinkStatusCode.Refused, "not authorised");
            broker.ConnectAnswer = "";
            Assert.IsTrue(link.Connect("c", "w", "x") == LinkStatusCode.Unreachable && !broker.IsOpen, "no answer");
        }

        private static StreamLink Link(ByteBroker broker, TurnedClock clock)
        {
            StreamLinkSizes sizes = new StreamLinkSizes();
            sizes.InFlight = 3;
            return new StreamLink(broker, clock, sizes);
        }

        private static void Expect(ByteBroker broker, string hex)
        {
            string sent = broker.TakeSent();
            Assert.IsTrue(sent == hex, sent + ", not " + hex);
        }
    }
}
