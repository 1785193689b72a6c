using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>
    /// What a node has beside its vibration sensors, as the link loop sees it: pictures, on boards that have a camera. A small
    /// tier leaves it out.
    /// </summary>
    public interface INodeExtension
    {
        /// <summary>Sensors it adds, numbered after those of vibration.</summary>
        int Sensors { get; }

        /// <summary>Fills the description of one of them, from 0, but for its number.</summary>
        void Describe(int index, SensorDescription description);

        /// <summary>
        /// Writes one of its sensors, from 0, under its number on the node into the node's description; its part tells
        /// <paramref name="sink"/>.
        /// </summary>
        void DescribeSensor(int index, int number, DescriptionWriter writer, IDescriptionSink sink);

        /// <summary>Writes what its frames carry.</summary>
        void DescribeFeatures(DescriptionWriter writer);

        /// <summary>Writes the commands it takes.</summary>
        void DescribeCommands(DescriptionWriter writer);

        /// <summary>Takes a command; false when it is not for it.</summary>
        bool TakeCommand(Command command);

        /// <summary>Sends one message of its own on a topic; false when there is none or the link takes no more for now.</summary>
        bool Send(ILink link, string topic);
    }
}
