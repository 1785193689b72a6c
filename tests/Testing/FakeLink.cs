using System;
using System.Collections.Generic;
using Stethos.Hal;

namespace Stethos.Testing
{
    /// <summary>
    /// A link in memory that works, and breaks on plan. What the node hands over is in <see cref="Published"/>; what the
    /// broker gets of it, after loss, delay, reordering and duplication, in <see cref="Delivered"/>. Deterministic for a
    /// seed; print it with <see cref="ToString"/> when a test fails. Thread safe.
    /// </summary>
    public sealed class FakeLink : ILink
    {
        private readonly object _gate = new object();
        private readonly int _seed;
        private readonly Random _random;
        private readonly Queue<FakeMessage> _incoming = new Queue<FakeMessage>();
        private readonly List<FakeMessage> _published = new List<FakeMessage>();
        private readonly List<FakeMessage> _delivered = new List<FakeMessage>();
        private readonly List<string> _subscriptions = new List<string>();
        private readonly List<(FakeMessage Message, int PublishesLeft)> _underWay = new List<(FakeMessage, int)>();
        private bool _isConnected;

        /// <summary>A link that is not connected yet.</summary>
        public FakeLink(int seed)
        {
            _seed = seed;
            _random = new Random(seed);
        }

        /// <summary>What connecting answers.</summary>
        public LinkStatusCode ConnectResult { get; set; } = LinkStatusCode.Ok;

        /// <summary>What publishing answers while connected; anything but Ok hands nothing over.</summary>
        public LinkStatusCode PublishResult { get; set; } = LinkStatusCode.Ok;

        /// <summary>Share of messages, 0 to 1, that never arrive.</summary>
        public double LossShare { get; set; }

        /// <summary>Share of messages, 0 to 1, that arrive twice.</summary>
        public double DuplicateShare { get; set; }

        /// <summary>Share of messages, 0 to 1, that one to three later ones overtake.</summary>
        public double ReorderShare { get; set; }

        /// <summary>Publishes that happen before a message arrives.</summary>
        public int DelayPublishes { get; set; }

        /// <summary>Incoming messages kept; more are dropped, newest first, as the queue of a real link is bounded.</summary>
        public int IncomingCapacity { get; set; } = 64;

        /// <inheritdoc/>
        public bool IsConnected => Locked(() => _isConnected);

        /// <summary>Times a session was set up.</summary>
        public int ConnectCount { get; private set; }

        /// <summary>Client id of the last session asked for.</summary>
        public string? ClientId { get; private set; }

        /// <summary>The will of the session: delivered, retained, by <see cref="Cut"/>.</summary>
        public FakeMessage? Will { get; private set; }

        /// <summary>A copy of all the node handed over.</summary>
        public IReadOnlyList<FakeMessage> Published => Locked(() => _published.ToArray());

        /// <summary>A copy of all that arrived at the broker.</summary>
        public IReadOnlyList<FakeMessage> Delivered => Locked(() => _delivered.ToArray());

        /// <summary>Topics of the present session.</summary>
        public IReadOnlyList<string> Subscriptions => Locked(() => _subscriptions.ToArray());

        /// <inheritdoc/>
        public LinkStatusCode Connect(string clientId, string willTopic, string willText)
        {
            lock (_gate)
            {
                ClientId = clientId;
                if (ConnectResult != LinkStatusCode.Ok)
                {
                    return ConnectResult;
                }

                ConnectCount++;
                _subscriptions.Clear();
                _incoming.Clear();
                Will = new FakeMessage(willTopic, System.Text.Encoding.UTF8.GetBytes(willText), Retained: true);
                _isConnected = true;
                return LinkStatusCode.Ok;
            }
        }

        /// <inheritdoc/>
        public void Disconnect()
        {
            lock (_gate)
            {
                DeliverAll();
                _isConnected = false;
            }
        }

        /// <summary>The network dies: what is under way is lost and the broker publishes the will.</summary>
        public void Cut()
        {
            lock (_gate)
            {
                _underWay.Clear();
                if (_isConnected && Will != null)
                {
                    _delivered.Add(Will);
                }

                _isConnected = false;
            }
        }

        /// <inheritdoc/>
        public LinkStatusCode Subscribe(string topic)
        {
            lock (_gate)
            {
                if (!_isConnected)
                {
                    return LinkStatusCode.NotConnected;
                }

                _subscriptions.Add(topic);
                return LinkStatusCode.Ok;
            }
        }

        /// <inheritdoc/>
        public LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained)
        {
            var message = new FakeMessage(topic, payload.AsSpan(offset, count).ToArray(), retained);
            lock (_gate)
            {
                if (!_isConnected)
                {
                    return LinkStatusCode.NotConnected;
                }

                if (PublishResult != LinkStatusCode.Ok)
                {
                    return PublishResult;
                }

                _published.Add(message);
                Send(message);
                return LinkStatusCode.Ok;
            }
        }

        /// <inheritdoc/>
        public bool TryReceive(out string topic, byte[] buffer, out int length)
        {
            lock (_gate)
            {
                if (!_incoming.TryDequeue(out FakeMessage? message))
                {
                    topic = string.Empty;
                    length = 0;
                    return false;
                }

                topic = message.Topic;
                length = message.Payload.Length;
                Array.Copy(message.Payload, buffer, Math.Min(length, buffer.Length));
                return true;
            }
        }

        /// <summary>
        /// A message from the broker. False when it does not reach the node: no session, no subscription or a full queue.
        /// </summary>
        public bool Inject(string topic, byte[] payload)
        {
            lock (_gate)
            {
                if (!_isConnected || !_subscriptions.Contains(topic) || _incoming.Count >= IncomingCapacity)
                {
                    return false;
                }

                _incoming.Enqueue(new FakeMessage(topic, (byte[])payload.Clone(), Retained: false));
                return true;
            }
        }

        /// <summary>Everything under way arrives.</summary>
        public void Settle()
        {
            lock (_gate)
            {
                DeliverAll();
            }
        }

        /// <inheritdoc/>
        public override string ToString() =>
            $"link seed {_seed}: loss {LossShare}, duplicates {DuplicateShare}, reordering {ReorderShare}, delay {DelayPublishes}";

        // All four numbers are drawn for every message, so that one knob does not shift the dice of another.
        private void Send(FakeMessage message)
        {
            bool lost = _random.NextDouble() < LossShare;
            bool twice = _random.NextDouble() < DuplicateShare;
            bool overtaken = _random.NextDouble() < ReorderShare;
            int overtakenBy = 1 + _random.Next(3);
            if (!lost)
            {
                int wait = DelayPublishes + (overtaken ? overtakenBy : 0);
                _underWay.Add((message, wait));
                if (twice)
                {
                    _underWay.Add((message, wait));
                }
            }

            DeliverDue();
        }

        private void DeliverDue()
        {
            int kept = 0;
            for (int i = 0; i < _underWay.Count; i++)
            {
                (FakeMessage message, int left) = _underWay[i];
                if (left <= 0)
                {
                    _delivered.Add(message);
                }
                else
                {
                    _underWay[kept++] = (message, left - 1);
                }
            }

            _underWay.RemoveRange(kept, _underWay.Count - kept);
        }

        private void DeliverAll()
        {
            foreach ((FakeMessage message, _) in _underWay)
            {
                _delivered.Add(message);
            }

            _underWay.Clear();
        }

        private T Locked<T>(Func<T> read)
        {
            lock (_gate)
            {
                return read();
            }
        }
    }
}
