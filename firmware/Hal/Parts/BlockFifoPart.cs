using System;

namespace Stethos.Hal.Parts
{
    /// <summary>
    /// A driver whose part gives its FIFO away in blocks: level, block, level again. The second level tells of a FIFO that
    /// ran full between the two transfers (a thread may lose the processor there for 20 ms and more). A full FIFO counts
    /// as an overrun. Allocates nothing after construction; one thread.
    /// </summary>
    public abstract class BlockFifoPart : ISelfTested
    {
        /// <summary>x, y, z.</summary>
        public const int AxisCount = 3;

        private readonly FifoGaps _gaps = new FifoGaps();
        private readonly int _fifoSamples;
        private int _watermark;

        /// <summary><paramref name="fifoSamples"/>: samples of three axes that the FIFO holds.</summary>
        protected BlockFifoPart(int fifoSamples)
        {
            _fifoSamples = fifoSamples;
        }

        /// <summary>Times the FIFO was found full; only grows.</summary>
        public int OverrunCount
        {
            get { return _gaps.OverrunCount; }
        }

        /// <summary>Samples with an axis at either end of the range; only grows.</summary>
        public int ClippedSamples { get; private set; }

        /// <inheritdoc/>
        public abstract PartStatusCode BeginSelfTest();

        /// <inheritdoc/>
        public abstract PartStatusCode SwitchForce(bool on);

        /// <inheritdoc/>
        public abstract PartStatusCode ClearFifo();

        /// <inheritdoc/>
        public abstract PartStatusCode EndSelfTest();

        /// <summary>Takes all samples the FIFO holds, in g, into [axis][sample]; returns how many.</summary>
        public int TakeFifo(float[][] axesG, out PartStatusCode status)
        {
            return TakeBlock(axesG, 0, _fifoSamples, out status);
        }

        /// <summary>Whole samples that wait in the FIFO.</summary>
        protected abstract PartStatusCode ReadLevel(out int samples);

        /// <summary>
        /// Takes <paramref name="count"/> samples in one go; returns how many of the first are good, none unless Ok. The FIFO
        /// may have moved on in either case.
        /// </summary>
        protected abstract int ReadBlock(float[][] axesG, int offset, int count, out PartStatusCode status);

        /// <summary>The FIFO is empty; <paramref name="watermark"/> samples must gather before any are read.</summary>
        protected void RestartFifo(int watermark)
        {
            _watermark = watermark;
            _gaps.Restart();
        }

        /// <summary>The FIFO moved on by samples nobody got.</summary>
        protected void NoteGap()
        {
            _gaps.NoteBreak();
        }

        /// <summary>Counts samples at full scale.</summary>
        protected void NoteClipped(int samples)
        {
            ClippedSamples += samples;
        }

        /// <summary>
        /// Takes what the FIFO holds, once it holds a watermark's worth: up to <paramref name="capacity"/> samples in g into
        /// <paramref name="axesG"/>[0..2] (x, y, z) from <paramref name="offset"/> on. Returns how many are good, whatever
        /// the status. Only with Ok do they join those returned before. Never waits.
        /// </summary>
        protected int TakeBlock(float[][] axesG, int offset, int capacity, out PartStatusCode status)
        {
            if (axesG == null || axesG.Length < AxisCount || offset < 0 || capacity < 0)
            {
                throw new ArgumentException();
            }

            status = ReadLevel(out int before);
            int wanted = before < capacity ? before : capacity;
            if (status != PartStatusCode.Ok || before < _watermark || wanted == 0)
            {
                return 0;
            }

            if (before >= _fifoSamples)
            {
                _gaps.NoteOverrun();
            }

            int count = ReadBlock(axesG, offset, wanted, out status);
            if (status != PartStatusCode.Ok)
            {
                _gaps.NoteBreak();
                return count;
            }

            status = ReadLevel(out int after);
            if (status == PartStatusCode.Ok && after + count >= _fifoSamples)
            {
                _gaps.NoteOverrun();
            }

            if (count > 0)
            {
                // Without the second level nobody knows whether this block joins; the bus fault says so.
                PartStatusCode joins = _gaps.HandOut();
                status = status == PartStatusCode.Ok ? joins : status;
            }

            if (count < wanted)
            {
                _gaps.NoteBreak();
            }

            return count;
        }
    }
}
