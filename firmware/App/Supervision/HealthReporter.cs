using Stethos.App.Outboxes;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>Fills a health frame from what the node knows of itself.</summary>
    internal sealed class HealthReporter : IHealthSource
    {
        private readonly NodeState _state;
        private readonly NodeClock _clock;
        private readonly SupervisorHal _hal;
        private readonly LastWords _words;
        private uint _storageFaults;
        private uint _damagedRecords;

        internal HealthReporter(NodeState state, NodeClock clock, SupervisorHal hal, LastWords words)
        {
            _state = state;
            _clock = clock;
            _hal = hal;
            _words = words;
        }

        /// <inheritdoc/>
        public void Fill(HealthMessage health)
        {
            NodeControl control = _state.Control;
            health.UptimeSeconds = (uint)(_clock.UptimeMs / 1000);
            health.FreeBytes = _hal.Memory.FreeBytes;
            health.LowWaterBytes = _hal.Memory.LowWaterBytes;
            health.Depth = _state.Outbox.Depth;
            health.HoursTenths = HoursTenths();
            health.Crashes = _words.Crashes;
            health.LongestLoopMs = control.Beats.TakeLongestMs();
            health.FeaturesMs = control.TakeFeaturesMs();
            FillGauges(health);
            CountStorageFaults(control);
            control.Errors.TakeChanges(health);
        }

        internal void Post()
        {
            _state.Control.Reports.PostHealth(this);
        }

        // The outbox goes on without its files, and counts; here its counts become errors that people are told.
        private void CountStorageFaults(NodeControl control)
        {
            OutboxFigures figures = _state.Outbox.GetFigures(_clock.UptimeMs);
            if (figures.StorageFaults != _storageFaults)
            {
                control.Errors.Count(NodeErrorCode.FileStoreFault);
            }

            if (figures.DamagedRecords != _damagedRecords)
            {
                control.Errors.Count(NodeErrorCode.RecordCorrupt);
            }

            _storageFaults = figures.StorageFaults;
            _damagedRecords = figures.DamagedRecords;
        }

        private int HoursTenths()
        {
            float hours = _state.Outbox.GetFigures(_clock.UptimeMs).CapacityHours;
            return hours < 6553 ? (int)(hours * 10 + 0.5f) : 65535;
        }

        private void FillGauges(HealthMessage health)
        {
            IBoardGauges? gauges = _hal.Gauges;
            if (gauges == null)
            {
                return;
            }

            int value;
            int percent;
            health.HasRadio = gauges.TryGetRadioDbm(out value);
            health.RadioDbm = value;
            health.HasTemperature = gauges.TryGetTemperature(out value);
            health.TemperatureCentiCelsius = value;
            health.HasBattery = gauges.TryGetBattery(out value, out percent);
            health.BatteryMilliVolts = value;
            health.HasCharge = health.HasBattery && percent >= 0;
            health.ChargePercent = percent;
            if (gauges.IsFaulty)
            {
                _state.Control.Errors.Count(NodeErrorCode.GaugeFault);
            }
        }
    }
}
