using System;

namespace Stethos.App.Vision
{
    /// <summary>What a node does with its pictures; checked where it is used.</summary>
    public sealed class VisionOptions
    {
        public VisionOptions()
        {
            PeriodMs = 10000;
            RowsPerTurn = 2;
            WithEdges = true;
            WithShift = true;
            WithCrops = true;
            ChangedBlocks = 2;
            ShiftPixels = 2;
            HotRiseCentiCelsius = 2500;
            EventGapMs = 60000;
        }

        /// <summary>Time from the start of one picture to the start of the next, 100 to 3,600,000 ms.</summary>
        public int PeriodMs { get; set; }

        /// <summary>
        /// Rows read and computed in one turn of the loop, 1 to 240: what a turn takes must be less than the FIFO of the
        /// vibration sensor on the same thread holds.
        /// </summary>
        public int RowsPerTurn { get; set; }

        /// <summary>Compute edge density: about half of a picture's time.</summary>
        public bool WithEdges { get; set; }

        /// <summary>Compute the global shift.</summary>
        public bool WithShift { get; set; }

        /// <summary>Keep pictures and crops: a picture and 9,216 bytes of memory.</summary>
        public bool WithCrops { get; set; }

        /// <summary>Changed blocks that are an event, 1 to 192.</summary>
        public int ChangedBlocks { get; set; }

        /// <summary>Sure shift that is an event, in pixels, 1 to 16.</summary>
        public int ShiftPixels { get; set; }

        /// <summary>Rise over the median of a thermal picture that makes a hot spot, in 1/100 °C.</summary>
        public int HotRiseCentiCelsius { get; set; }

        /// <summary>Shortest time from one event's crop to the next, at least 0 ms.</summary>
        public int EventGapMs { get; set; }

        internal void Check()
        {
            if (PeriodMs < 100 || PeriodMs > 3600000 || RowsPerTurn < 1 || RowsPerTurn > 240 || ChangedBlocks < 1
                || ShiftPixels < 1 || HotRiseCentiCelsius < 1 || EventGapMs < 0)
            {
                throw new ArgumentException();
            }
        }
    }
}
