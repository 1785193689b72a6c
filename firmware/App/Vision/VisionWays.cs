using System;
using Stethos.App.Supervision;
using Stethos.Protocol;

namespace Stethos.App.Vision
{
    /// <summary>Where pictures go: features to the outbox, crops to the loop that sends.</summary>
    public sealed class VisionWays
    {
        private readonly NodeControl _control;

        /// <summary>The outbox must take frames of 450 bytes.</summary>
        public VisionWays(FrameOutlet outlet, NodeState state)
        {
            if (state.Outbox.SlotLength < VisionFeatures.MaxLength)
            {
                throw new ArgumentException();
            }

            Outlet = outlet;
            Counters = state.Counters;
            _control = state.Control;
            Crops = new CropStore();
        }

        public FrameOutlet Outlet { get; }

        /// <summary>By <see cref="NodeCounters"/>.</summary>
        public uint[] Counters { get; }

        public CropStore Crops { get; }

        /// <summary>A sensor did not start, or a picture of it failed.</summary>
        public void NoteFault(int sensor, bool isWrongPart)
        {
            Counters[NodeCounters.BusFaults]++;
            _control.Errors.Count(isWrongPart ? NodeErrorCode.PartWrongId : NodeErrorCode.PartFault);
            _control.NoteSensor(sensor, false);
        }

        /// <summary>A picture of a sensor came whole.</summary>
        public void NoteWell(int sensor)
        {
            _control.NoteSensor(sensor, true);
        }
    }
}
