using Stethos.App.Supervision;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;

namespace Stethos.App.Updates
{
    /// <summary>What the loader's decision means for the mode of a boot.</summary>
    public static class UpdateStart
    {
        /// <summary>
        /// After <see cref="NodeBoot.Begin"/>: rescue when there is nothing to start. Crashes of an image on trial are counted
        /// by its tries and do not put the image before it into safe mode.
        /// </summary>
        public static void Apply(BootDecision decision, LastWords words, NodeControl control)
        {
            if (decision.Kind == BootKindCode.Rescue)
            {
                control.Mode = NodeModeCode.Rescue;
            }
            else if (control.Mode == NodeModeCode.Safe
                && (decision.Kind == BootKindCode.Trial || decision.Reason == UpdateReasonCode.CrashTries))
            {
                words.Forgive();
                control.Mode = NodeModeCode.Normal;
            }
        }
    }
}
