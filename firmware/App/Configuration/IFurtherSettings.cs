using Stethos.Protocol;

namespace Stethos.App.Configuration
{
    /// <summary>
    /// Settings beyond those every node has. A tier that has no use for them leaves them out: there their keys are unknown, and
    /// its description does not name them.
    /// </summary>
    public interface IFurtherSettings
    {
        /// <summary>How many it writes.</summary>
        int Count { get; }

        /// <summary>Another object of the same kind, as a node is made.</summary>
        IFurtherSettings Fresh();

        /// <summary>Takes all values over from one of the same kind.</summary>
        void CopyFrom(IFurtherSettings other);

        /// <summary>Writes keys and values in the order of the keys, all above those of <see cref="SettingsBody"/>.</summary>
        void Write(CborWriter writer);

        /// <summary>Reads the value of a key: Accepted, or what is wrong with it.</summary>
        ConfigurationResultCode Read(int key, SettingsBody body);

        /// <summary>Writes every setting as a property with its present value, in the order of the keys.</summary>
        void Describe(DescriptionWriter writer);

        /// <summary>Puts what the loops need into the node's configuration.</summary>
        void ApplyTo(NodeConfiguration configuration);
    }
}
