namespace Stethos.Hal
{
    /// <summary>
    /// Takes what a part says of itself. Names are camelCase, at most 24 characters; units are UCUM texts (ucum.org), "1" =
    /// a number without unit. On nanoFramework the driver carries the same as annotations of System.Device.Model.
    /// </summary>
    public interface IDescriptionSink
    {
        /// <summary>A quantity the part measures, and its range in the unit.</summary>
        void Telemetry(string name, string unit, int low, int high);

        /// <summary>A figure of the driver that can be read.</summary>
        void Property(string name, string unit);

        /// <summary>Something the driver can be told to do.</summary>
        void Command(string name);
    }
}
