using Stethos.App.Supervision;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;

namespace Stethos.App.Updates
{
    /// <summary>What the loader's decision means for the mode of a boot.</summary>
    public static class UpdateStart
    {
        /// <summary>
        /// Why the boot before ended, for boards whose image does not say it: a crash that the last words tell must cost an image on
        /// trial a try for crashes, not one for power.
        /// </summary>
        public static StartCauseCode CauseOf(StartCauseCode told, LastWords words)
        {
            if (told != StartCauseCode.None)
            {
                return told;
            }

            return words.Ended switch
            {
                ResetCauseCode.Watchdog => StartCauseCode.Watchdog,
                ResetCauseCode.Crash => StartCauseCode.Software,
                _ => StartCauseCode.None
            };
        }

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
