using System;
using Stethos.Protocol;

namespace Stethos.App.Vision
{
    /// <summary>Where pictures go: features to the outbox, crops to the loop that sends.</summary>
    public sealed class VisionWays
    {
        /// <summary>The outbox must take frames of 450 bytes.</summary>
        public VisionWays(FrameOutlet outlet, NodeState state)
        {
            if (state.Outbox.SlotLength < VisionFeatures.MaxLength)
            {
                throw new ArgumentException();
            }

            Outlet = outlet;
            Counters = state.Counters;
            Crops = new CropStore();
        }

        public FrameOutlet Outlet { get; }

        /// <summary>By <see cref="NodeCounters"/>.</summary>
        public uint[] Counters { get; }

        public CropStore Crops { get; }
    }
}
