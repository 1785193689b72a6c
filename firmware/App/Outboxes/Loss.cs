using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Sequences of one boot that will never be sent, until the gateway has taken the notice of it. What is small shares a
    /// field, as in <see cref="BlockEntry"/>.
    /// </summary>
    internal sealed class Loss
    {
        internal uint Boot;
        internal uint First;
        internal uint Last;

        /// <summary>Sequence of its notice in this boot; 0 = still to be made.</summary>
        internal uint Notice;

        private const int UsedFlag = 1;
        private const int ReasonAt = 1;
        private const int ReasonMask = 0xF << ReasonAt;
        private const int FramesAt = 5;
        private int _rest;

        internal bool IsUsed
        {
            get { return (_rest & UsedFlag) != 0; }
            set { _rest = value ? _rest | UsedFlag : _rest & ~UsedFlag; }
        }

        internal GapReasonCode Reason
        {
            get { return (GapReasonCode)((_rest & ReasonMask) >> ReasonAt); }
            set { _rest = (_rest & ~ReasonMask) | ((int)value << ReasonAt); }
        }

        /// <summary>Frames lost since the last notice, for the counter.</summary>
        internal int Frames
        {
            get { return _rest >> FramesAt; }
            set { _rest = (_rest & ((1 << FramesAt) - 1)) | (value << FramesAt); }
        }
    }
}
