using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>Decides, before anything runs, what the node may run.</summary>
    public static class StartCheck
    {
        /// <summary>
        /// Safe after <paramref name="crashLimit"/> bad ends in a row; MemoryShort when less than
        /// <paramref name="budgetBytes"/> of heap are free before the loops are made; Trial on an unproven configuration.
        /// </summary>
        public static NodeModeCode Decide(int crashes, int crashLimit, uint freeBytes, uint budgetBytes, bool isOnTrial)
        {
            return crashes >= crashLimit ? NodeModeCode.Safe
                : freeBytes < budgetBytes ? NodeModeCode.MemoryShort
                : isOnTrial ? NodeModeCode.Trial
                : NodeModeCode.Normal;
        }

        /// <summary>Whether a mode runs capture and features.</summary>
        public static bool Captures(NodeModeCode mode)
        {
            return mode == NodeModeCode.Normal || mode == NodeModeCode.Trial;
        }
    }
}
