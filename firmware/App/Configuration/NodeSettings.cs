namespace Stethos.App.Configuration
{
    /// <summary>
    /// What a configuration can set, by <see cref="Protocol.SettingKey"/>; ranges are those of docs/protocol.md.
    /// </summary>
    public sealed class NodeSettings
    {
        public NodeSettings()
        {
            Name = "";
            Machine = "";
            PeriodMs = 1000;
            EnvelopeLowHz = 2000;
            EnvelopeHighHz = 5000;
            SlowRateHz = 800;
            HealthPeriodSeconds = 60;
            TrialSeconds = 300;
            BrokerPort = 1883;
        }

        public string Name { get; set; }

        public string Machine { get; set; }

        public int PeriodMs { get; set; }

        public int ShaftMilliHz { get; set; }

        public int EnvelopeLowHz { get; set; }

        public int EnvelopeHighHz { get; set; }

        public int SlowRateHz { get; set; }

        public int HealthPeriodSeconds { get; set; }

        public int TrialSeconds { get; set; }

        /// <summary>0 = no alarm.</summary>
        public int LinkAlarmSeconds { get; set; }

        public int BrokerPort { get; set; }

        /// <summary>What only some nodes can set; null = nothing.</summary>
        public IFurtherSettings? Further { get; set; }

        /// <summary>Other settings of the same kind, as a node is made.</summary>
        public NodeSettings Fresh()
        {
            NodeSettings fresh = new NodeSettings();
            fresh.Further = Further == null ? null : Further.Fresh();
            return fresh;
        }

        /// <summary>Takes all values over from settings of the same kind.</summary>
        public void CopyFrom(NodeSettings other)
        {
            Name = other.Name;
            Machine = other.Machine;
            PeriodMs = other.PeriodMs;
            ShaftMilliHz = other.ShaftMilliHz;
            EnvelopeLowHz = other.EnvelopeLowHz;
            EnvelopeHighHz = other.EnvelopeHighHz;
            SlowRateHz = other.SlowRateHz;
            HealthPeriodSeconds = other.HealthPeriodSeconds;
            TrialSeconds = other.TrialSeconds;
            LinkAlarmSeconds = other.LinkAlarmSeconds;
            BrokerPort = other.BrokerPort;
            if (Further != null && other.Further != null)
            {
                Further.CopyFrom(other.Further);
            }
        }

        /// <summary>Puts what the loops need into the node's configuration.</summary>
        public void ApplyTo(NodeConfiguration configuration)
        {
            configuration.Name = Name;
            configuration.Machine = Machine;
            configuration.PeriodMs = PeriodMs;
            configuration.ShaftHz = ShaftMilliHz / 1000f;
            configuration.EnvelopeLowHz = EnvelopeLowHz;
            configuration.EnvelopeHighHz = EnvelopeHighHz;
            if (Further != null)
            {
                Further.ApplyTo(configuration);
            }
        }
    }
}
