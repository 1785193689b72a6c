namespace Stethos.Update.Boot
{
    /// <summary>What to start, see <see cref="BootChooser"/>.</summary>
    public sealed class BootDecision
    {
        public BootKindCode Kind { get; internal set; }

        /// <summary>0 = A, 1 = B, -1 = none (rescue).</summary>
        public int ApplicationSlot { get; internal set; } = -1;

        /// <summary>0 = A, 1 = B, -1 = none.</summary>
        public int ModelSlot { get; internal set; } = -1;

        /// <summary>Why it is not what was to be expected; None when it is.</summary>
        public UpdateReasonCode Reason { get; internal set; }

        internal void Set(BootKindCode kind, byte pair, UpdateReasonCode reason)
        {
            Kind = kind;
            ApplicationSlot = SlotPair.SlotOf(pair, ComponentCode.Application);
            ModelSlot = SlotPair.SlotOf(pair, ComponentCode.Model);
            Reason = reason;
        }
    }
}
