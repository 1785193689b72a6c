using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>Sends a filled burst chunk by chunk.</summary>
    internal sealed class BurstPublisher
    {
        private readonly NodeState _state;
        private readonly string _topic;
        private readonly BurstChunk _chunk;
        private readonly CborWriter _writer;
        private readonly byte[] _buffer;

        /// <summary><paramref name="buffer"/> is the link loop's, of <see cref="LengthFor"/> at least.</summary>
        internal BurstPublisher(
            NodeConfiguration configuration, NodeState state, string topic, byte[] buffer, CborWriter writer)
        {
            _state = state;
            _topic = topic;
            _buffer = buffer;
            _writer = writer;
            _chunk = new BurstChunk(state.Burst.Samples);
            _chunk.Key.SetDevice(configuration.Device, 0);
            _chunk.Key.Boot = state.Boot;
        }

        /// <summary>Bytes of the longest chunk of such bursts.</summary>
        internal static int LengthFor(BurstRequest burst)
        {
            return BurstChunk.MaxLength - 2 * (BurstChunk.MaxSamples - SamplesOf(burst));
        }

        /// <summary>Sends the next chunk; false when there is none or the link takes no more for now.</summary>
        internal bool SendChunk(ILink link)
        {
            BurstRequest burst = _state.Burst;
            int total;
            int first;
            int count = burst.TakeChunk(BurstChunk.MaxSamples, out first, out total);
            if (count == 0)
            {
                return false;
            }

            _chunk.FirstSample = first;
            _chunk.ChunkIndex = first / BurstChunk.MaxSamples;
            _chunk.ChunkCount = (total + BurstChunk.MaxSamples - 1) / BurstChunk.MaxSamples;
            _chunk.SampleCount = count;
            _chunk.BurstId = burst.Id;
            _chunk.Sensor = burst.Sensor;
            _chunk.SampleRateHz = burst.SampleRateHz;
            _chunk.Scale = burst.Scale;
            _chunk.ShaftMilliHz = burst.ShaftMilliHz;
            _chunk.Key.TimeMs = burst.TimeMs;
            int length = _chunk.Write(_buffer, 0, _buffer.Length, _writer);
            if (link.Publish(_topic, _buffer, 0, length, false) != LinkStatusCode.Ok)
            {
                burst.PutBack(count);
                return false;
            }

            if (_chunk.ChunkIndex == _chunk.ChunkCount - 1)
            {
                _state.Counters[NodeCounters.BurstsSent]++;
            }

            return true;
        }

        private static int SamplesOf(BurstRequest burst)
        {
            return burst.MaxSamples < BurstChunk.MaxSamples ? burst.MaxSamples : BurstChunk.MaxSamples;
        }
    }
}
