using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Testing;

namespace Stethos.Hal.Virtual.Tests
{
    public sealed class FakeLinkTests
    {
        [Fact]
        public void Without_a_session_nothing_goes_out_or_comes_in()
        {
            var link = new FakeLink(1);
            Assert.Equal(LinkStatusCode.NotConnected, link.Publish("t", new byte[1], 0, 1, false));
            Assert.Equal(LinkStatusCode.NotConnected, link.Subscribe("t"));
            Assert.False(link.Inject("t", new byte[1]));
            Assert.False(link.TryReceive(out _, new byte[1], out _));
        }

        [Fact]
        public void Without_faults_messages_arrive_once_and_in_order()
        {
            FakeLink link = Connected(1);
            Assert.Equal(Enumerable.Range(0, 100), Send(link, 100));
        }

        [Fact]
        public void A_refused_session_is_reported()
        {
            var link = new FakeLink(1) { ConnectResult = LinkStatusCode.Refused };
            Assert.Equal(LinkStatusCode.Refused, link.Connect("node", "will", "off"));
            Assert.False(link.IsConnected);
        }

        [Fact]
        public void Loss_and_duplicates_follow_their_shares_and_their_seed()
        {
            FakeLink link = Connected(5);
            link.LossShare = 0.2;
            link.DuplicateShare = 0.1;
            List<int> arrived = Send(link, 1000);
            Assert.InRange(arrived.Distinct().Count(), 750, 850);
            Assert.InRange(arrived.Count - arrived.Distinct().Count(), 50, 110);

            FakeLink again = Connected(5);
            again.LossShare = 0.2;
            again.DuplicateShare = 0.1;
            Assert.Equal(arrived, Send(again, 1000));
        }

        [Fact]
        public void Reordered_messages_all_arrive_and_some_of_them_late()
        {
            FakeLink link = Connected(5);
            link.ReorderShare = 0.3;
            List<int> arrived = Send(link, 200);
            Assert.Equal(Enumerable.Range(0, 200), arrived.Order());
            Assert.NotEqual(Enumerable.Range(0, 200), arrived);
        }

        [Fact]
        public void A_delayed_message_arrives_after_that_many_others_were_sent()
        {
            FakeLink link = Connected(1);
            link.DelayPublishes = 2;
            link.Publish("t", new byte[4], 0, 4, false);
            link.Publish("t", new byte[4], 0, 4, false);
            Assert.Empty(link.Delivered);
            link.Publish("t", new byte[4], 0, 4, false);
            Assert.Single(link.Delivered);
            link.Settle();
            Assert.Equal(3, link.Delivered.Count);
        }

        [Fact]
        public void A_cut_loses_what_is_under_way_and_publishes_the_will()
        {
            FakeLink link = Connected(1);
            link.DelayPublishes = 5;
            link.Publish("t", new byte[4], 0, 4, false);
            link.Cut();
            FakeMessage only = Assert.Single(link.Delivered);
            Assert.Equal("will", only.Topic);
            Assert.True(only.Retained);
            Assert.False(link.IsConnected);
        }

        [Fact]
        public void An_orderly_end_publishes_no_will()
        {
            FakeLink link = Connected(1);
            link.Disconnect();
            Assert.Empty(link.Delivered);
        }

        [Fact]
        public void What_comes_in_waits_in_a_bounded_queue_and_long_payloads_are_cut()
        {
            FakeLink link = Connected(1);
            link.Subscribe("t");
            link.IncomingCapacity = 2;
            Assert.True(link.Inject("t", new byte[] { 1, 2, 3 }));
            Assert.True(link.Inject("t", new byte[] { 4 }));
            Assert.False(link.Inject("t", new byte[] { 5 }));
            Assert.False(link.Inject("other", new byte[] { 5 }));

            var buffer = new byte[2];
            Assert.True(link.TryReceive(out string topic, buffer, out int length));
            Assert.Equal(("t", 3), (topic, length));
            Assert.Equal(new byte[] { 1, 2 }, buffer);
        }

        private static FakeLink Connected(int seed)
        {
            var link = new FakeLink(seed);
            Assert.Equal(LinkStatusCode.Ok, link.Connect("node", "will", "off"));
            return link;
        }

        private static List<int> Send(FakeLink link, int count)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(LinkStatusCode.Ok, link.Publish("t", BitConverter.GetBytes(i), 0, 4, false));
            }

            link.Settle();
            Assert.Equal(count, link.Published.Count);
            return link.Delivered.Select(message => BitConverter.ToInt32(message.Payload)).ToList();
        }
    }
}
