namespace Stethos.App.Edge
{
    /// <summary>What a node does with the verdicts of its model. Codes are 0 to 255 = 0 to 1.</summary>
    public sealed class EdgeOptions
    {
        public EdgeOptions()
        {
            HeartbeatWindows = 10;
            ChangeCodes = 16;
            CalmCode = 51;
            CalmWindows = 40;
            AlarmCode = 204;
            AlarmWindows = 5;
            LookBackWindows = 8;
            ClearWindows = 1;
            SilenceMs = 60000;
        }

        /// <summary>Windows without news are counted instead of sent; otherwise every window is sent with its verdict.</summary>
        public bool IsGating { get; set; }

        /// <summary>Of windows without news every one of so many is sent all the same, 1 to 256.</summary>
        public int HeartbeatWindows { get; set; }

        /// <summary>A code of the output that moved this far since it was last sent is news.</summary>
        public int ChangeCodes { get; set; }

        /// <summary>A window is calm below this distance from healthy.</summary>
        public int CalmCode { get; set; }

        /// <summary>So many windows in a row must be calm before any is left out: the gateway clears its alerts meanwhile.</summary>
        public int CalmWindows { get; set; }

        /// <summary>A window speaks of a fault from this distance from healthy on.</summary>
        public int AlarmCode { get; set; }

        /// <summary>So many of the last <see cref="LookBackWindows"/> raise the local alarm.</summary>
        public int AlarmWindows { get; set; }

        /// <summary>1 to 32.</summary>
        public int LookBackWindows { get; set; }

        /// <summary>With so many or fewer of the last <see cref="LookBackWindows"/> it is over.</summary>
        public int ClearWindows { get; set; }

        /// <summary>A gateway that has not answered for this long does not know, ms.</summary>
        public int SilenceMs { get; set; }

        /// <summary>Whether all lies in its range.</summary>
        public bool IsValid
        {
            get
            {
                return HeartbeatWindows >= 1 && HeartbeatWindows <= 256 && ChangeCodes >= 1 && CalmWindows >= 1 && CalmCode <= AlarmCode
                    && LookBackWindows >= 1 && LookBackWindows <= 32 && AlarmWindows >= 1 && AlarmWindows <= LookBackWindows
                    && ClearWindows >= 0 && ClearWindows < AlarmWindows && SilenceMs >= 1000;
            }
        }
    }
}
