using System;
using Stethos.Hal.Parts;
using Xunit.Abstractions;

namespace Stethos.Drivers.Tests
{
    /// <summary>What drivers that read a FIFO in blocks promise beyond that.</summary>
    public abstract class BlockFifoContract : FifoFaultContract
    {
        protected BlockFifoContract(ITestOutputHelper output)
            : base(output)
        {
        }

        [Fact]
        public void A_block_is_one_transfer_however_many_samples()
        {
            FifoRig rig = Started();
            rig.Clock.Advance(rig.RoundMs);
            rig.Clock.Advance(rig.RoundMs / 2);
            long before = rig.Bus.TransferCount;
            rig.AssertReads(FifoRig.RoundSamples * 3 / 2);
            Assert.Equal(3, rig.Bus.TransferCount - before);
        }

        [Fact]
        public void A_thread_that_lost_the_processor_before_any_transfer_never_hides_a_gap()
        {
            for (int transfer = 0; transfer < 6; transfer++)
            {
                for (int lostMs = 1; lostMs < 80; lostMs++)
                {
                    NumberedSource source = Numbers();
                    FifoRig rig = NewRig(new RigOptions { Source = source });
                    rig.Start();
                    int left = transfer;
                    int pauseMs = lostMs;
                    rig.Port.BeforeTransfer = () => rig.Clock.Advance(left-- == 0 ? pauseMs : 0);
                    var joins = new JoinCheck(source, $"{lostMs} ms before transfer {transfer}");
                    for (int round = 0; round < 6; round++)
                    {
                        rig.Clock.Advance(rig.RoundMs);
                        int count = rig.Read(out PartStatusCode status);
                        joins.Take(rig, count, status);
                    }

                    Assert.True(joins.Samples >= 5 * FifoRig.RoundSamples, $"{joins.Samples}");
                }
            }
        }
    }
}
