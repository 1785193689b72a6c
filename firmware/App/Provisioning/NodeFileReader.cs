using Stethos.App.Configuration;
using Stethos.Features;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Provisioning
{
    /// <summary>Takes the node file from the file store and makes the node's configuration of it.</summary>
    public static class NodeFileReader
    {
        /// <summary>
        /// Reads the file for the board named; anything but <see cref="NodeFileCode.Ok"/> and the node cannot run as itself.
        /// </summary>
        public static NodeFileCode Read(IFileStore files, string board, NodeFile file)
        {
            byte[] buffer = new byte[NodeFile.MaxLength];
            int length;
            FileStatusCode status = files.Read(NodeFile.FileName, buffer, out length);
            if (status != FileStatusCode.Ok)
            {
                return status == FileStatusCode.TooLarge ? NodeFileCode.BadLength : NodeFileCode.Missing;
            }

            NodeFileCode code = file.Read(buffer, 0, length, new CborReader());
            if (code != NodeFileCode.Ok)
            {
                return code;
            }

            code = file.Check();
            return code == NodeFileCode.Ok && file.Board != board ? NodeFileCode.WrongBoard : code;
        }

        /// <summary>The configuration a checked file describes.</summary>
        public static NodeConfiguration ConfigurationOf(NodeFile file, int outboxCapacity)
        {
            NodeConfiguration configuration = new NodeConfiguration();
            configuration.Site = file.Site;
            configuration.Gateway = file.Gateway;
            configuration.Device = file.Device;
            configuration.Name = file.Name;
            configuration.Machine = file.Machine;
            configuration.Board = file.Board;
            configuration.ShaftHz = file.ShaftMilliHz / 1000f;
            configuration.EnvelopeLowHz = file.EnvelopeLowHz;
            configuration.EnvelopeHighHz = file.EnvelopeHighHz;
            configuration.PeriodMs = file.PeriodMs;
            configuration.OutboxCapacity = outboxCapacity;
            if (0 < file.Orders[0])
            {
                configuration.Geometry = new BearingGeometry(file.Orders[0], file.Orders[1], file.Orders[2], file.Orders[3]);
            }

            return configuration;
        }

        /// <summary>The settings a checked file describes; what it does not tell is as a node is made.</summary>
        public static NodeSettings SettingsOf(NodeFile file)
        {
            NodeSettings settings = new NodeSettings();
            settings.Name = file.Name;
            settings.Machine = file.Machine;
            settings.PeriodMs = file.PeriodMs;
            settings.ShaftMilliHz = file.ShaftMilliHz;
            settings.EnvelopeLowHz = file.EnvelopeLowHz;
            settings.EnvelopeHighHz = file.EnvelopeHighHz;
            settings.BrokerPort = file.Port;
            return settings;
        }
    }
}
