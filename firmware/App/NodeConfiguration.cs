using Stethos.Features;

namespace Stethos.App
{
    /// <summary>All a node is told; checked once by <see cref="Check"/> before anything runs.</summary>
    public sealed class NodeConfiguration
    {
        public NodeConfiguration()
        {
            Site = "site";
            Gateway = "gateway";
            Device = new byte[8];
            Name = "";
            Machine = "";
            Firmware = "0.1.0";
            Board = "";
            EnvelopeLowHz = 2000;
            EnvelopeHighHz = 5000;
            PeriodMs = 1000;
            OutboxCapacity = 512;
        }

        /// <summary>Site name as in the topics.</summary>
        public string Site { get; set; }

        /// <summary>Gateway name as in the topics.</summary>
        public string Gateway { get; set; }

        /// <summary>8-byte device id.</summary>
        public byte[] Device { get; set; }

        /// <summary>Name people know the node by.</summary>
        public string Name { get; set; }

        /// <summary>Machine the node listens to.</summary>
        public string Machine { get; set; }

        /// <summary>Firmware version.</summary>
        public string Firmware { get; set; }

        /// <summary>Board name as in hardware/boards.</summary>
        public string Board { get; set; }

        /// <summary>Shaft speed in Hz; 0 = unknown.</summary>
        public float ShaftHz { get; set; }

        /// <summary>Bearing geometry; null = unknown.</summary>
        public BearingGeometry? Geometry { get; set; }

        /// <summary>Lower edge of the envelope's band-pass in Hz.</summary>
        public float EnvelopeLowHz { get; set; }

        /// <summary>Upper edge of the envelope's band-pass in Hz, below half the sampling rate.</summary>
        public float EnvelopeHighHz { get; set; }

        /// <summary>Time from the start of one window to the start of the next, 100 to 3,600,000 ms.</summary>
        public int PeriodMs { get; set; }

        /// <summary>
        /// One window at a time is captured and computed, for chips on which computing one overruns the FIFO of another.
        /// </summary>
        public bool TakesTurns { get; set; }

        /// <summary>Sensors whose windows go first when several are due; the others follow as wired. Null: all do.</summary>
        public int[]? SensorOrder { get; set; }

        /// <summary>
        /// Frames go without envelope lines, the costliest feature, and the gateway computes them from bursts it asks for.
        /// </summary>
        public bool LeavesOutEnvelope { get; set; }

        /// <summary>Frames the outbox holds, 16 to 65,536; each takes about 220 bytes.</summary>
        public int OutboxCapacity { get; set; }

        /// <summary>The first fault found, or <see cref="ConfigurationFaultCode.None"/>.</summary>
        public ConfigurationFaultCode Check()
        {
            return !Protocol.Topics.IsName(Site) ? ConfigurationFaultCode.Site
                : !Protocol.Topics.IsName(Gateway) ? ConfigurationFaultCode.Gateway
                : Device.Length != Protocol.FrameKey.DeviceLength ? ConfigurationFaultCode.Device
                : PeriodMs < 100 || PeriodMs > 3600000 ? ConfigurationFaultCode.Period
                : OutboxCapacity < 16 || OutboxCapacity > 65536 ? ConfigurationFaultCode.OutboxCapacity
                : !(0 <= ShaftHz && ShaftHz <= 1000) ? ConfigurationFaultCode.Shaft
                : !(0 < EnvelopeLowHz && EnvelopeLowHz < EnvelopeHighHz) ? ConfigurationFaultCode.EnvelopeBand
                : ConfigurationFaultCode.None;
        }
    }
}
