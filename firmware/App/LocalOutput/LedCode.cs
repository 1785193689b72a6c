// Generated from hardware/led-codes.json by tests/Hardware.Tests (STETHOS_WRITE=1); do not edit.
namespace Stethos.App.LocalOutput
{
    /// <summary>What the status lamp shows. Numbers are frozen by a test.</summary>
    public enum LedCode
    {
        /// <summary>Dark.</summary>
        None = 0,

        /// <summary>Starting. Wait a minute. If it stays: the file store or the firmware is damaged, flash again.</summary>
        Starting = 1,

        /// <summary>No usable configuration. Write identity and settings with the flashing command.</summary>
        NoConfiguration = 2,

        /// <summary>Joining the network. Check the antenna, the cable, the name and password of the network.</summary>
        JoiningNetwork = 3,

        /// <summary>No gateway. The network is there, the gateway does not answer: check its power, address and port.</summary>
        NoBroker = 4,

        /// <summary>All is well. Nothing to do.</summary>
        Streaming = 5,

        /// <summary>Sending what was kept. Nothing to do; it ends by itself.</summary>
        BacklogDraining = 6,

        /// <summary>A sensor is faulty. Check plug and cable of the sensor.</summary>
        SensorFault = 7,

        /// <summary>Safe mode. It restarted too often, or has nothing to start: the gateway's page says which.</summary>
        SafeMode = 8,

        /// <summary>Link alarm, relay has dropped. The gateway has not answered for longer than is allowed.</summary>
        Alarm = 9,

        /// <summary>Updating. Do not switch off.</summary>
        Updating = 10,

        /// <summary>Here I am. Somebody looks for this node on the gateway's page.</summary>
        Identify = 11,

        /// <summary>Machine alarm, relay has dropped. Its model finds a fault and no gateway answers: look after the machine.</summary>
        MachineAlarm = 12
    }
}
