using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>Sequences of one boot that will never be sent, until the gateway has taken the notice of it.</summary>
    internal sealed class Loss
    {
        internal bool IsUsed;
        internal uint Boot;
        internal uint First;
        internal uint Last;
        internal GapReasonCode Reason;

        /// <summary>Frames lost since the last notice, for the counter.</summary>
        internal int Frames;

        /// <summary>Sequence of its notice in this boot; 0 = still to be made.</summary>
        internal uint Notice;
    }
}
