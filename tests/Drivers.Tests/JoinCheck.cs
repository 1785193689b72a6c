using Stethos.Hal.Parts;

namespace Stethos.Drivers.Tests
{
    /// <summary>Holds a driver to its word: samples returned with Ok follow those before without a gap; none comes twice.</summary>
    internal sealed class JoinCheck
    {
        private readonly NumberedSource _source;
        private readonly string _what;
        private int _next = 1;
        private int _reads;

        public JoinCheck(NumberedSource source, string what)
        {
            _source = source;
            _what = what;
        }

        public int Samples { get; private set; }

        public void Take(FifoRig rig, int count, PartStatusCode status)
        {
            for (int k = 0; k < count; k++)
            {
                int number = _source.NumberOf(rig.AxesG[0][k]);
                bool joins = number == _next || (k == 0 && status != PartStatusCode.Ok && number > _next);
                Assert.True(joins, $"{_what}, read {_reads}, {status}: sample {number} instead of {_next}");
                Assert.Equal(number, _source.NumberOf(rig.AxesG[1][k]));
                Assert.Equal(number, _source.NumberOf(rig.AxesG[2][k]));
                _next = number + 1;
            }

            Samples += count;
            _reads++;
        }
    }
}
