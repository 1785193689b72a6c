using Stethos.App.Configuration;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>
    /// The beginning of a boot, before any loop: reads the last words, puts the stored configuration in force and decides
    /// what the node may run. Allocates; nothing of it is needed again.
    /// </summary>
    public static class NodeBoot
    {
        /// <summary>
        /// Returns the last words of this boot, begun. <paramref name="flashed"/>: the settings the node was flashed with,
        /// afterwards those in force, which are also in <paramref name="configuration"/>; <paramref name="key"/>: device
        /// key, null = none. The mode is in <see cref="NodeControl.Mode"/>.
        /// </summary>
        public static LastWords Begin(
            NodeConfiguration configuration, NodeSettings flashed, byte[]? key, NodeState state, SupervisorHal hal,
            SupervisorOptions options)
        {
            NodeControl control = state.Control;
            LastWordsMessage ended = new LastWordsMessage();
            LastWords words = new LastWords(hal.Files);
            FileStatusCode status = words.Begin(state.Boot, hal.Restart.StartCause, ended);
            if (status != FileStatusCode.Ok)
            {
                control.Errors.Count(FileErrors.Of(status));
            }

            if (words.IsDamaged)
            {
                control.Errors.Count(NodeErrorCode.RecordCorrupt);
            }

            control.Reports.PostWords(ended);
            ConfigurationKeeper keeper = new ConfigurationKeeper(
                hal.Files, configuration.Device, key, flashed, control.Errors, control.Reports);
            keeper.Start(ended.Cause == ResetCauseCode.Watchdog || ended.Cause == ResetCauseCode.Crash);
            control.Keeper = keeper;
            flashed.ApplyTo(configuration);
            options.HealthPeriodMs = 1000 * flashed.HealthPeriodSeconds;
            options.LinkAlarmMs = 1000L * flashed.LinkAlarmSeconds;
            uint free = hal.Memory.FreeBytes;
            control.Mode = StartCheck.Decide(
                words.Crashes, options.CrashLimit, free, options.MemoryBudgetBytes, keeper.IsOnTrial);
            if (free < options.MemoryBudgetBytes)
            {
                control.Errors.Count(NodeErrorCode.MemoryShort);
            }

            return words;
        }
    }
}
