namespace Stethos.Protocol
{
    /// <summary>
    /// Topics: stethos/1/{site}/{gateway}/{device}/{channel}. Site and gateway names are 1 to 32 characters out of
    /// a-z, 0-9 and '-'; the device is its 16-digit id.
    /// </summary>
    public static class Topics
    {
        public const string Prefix = "stethos/1/";

        /// <summary>Node to gateway: feature frames and gap notices.</summary>
        public const string Frames = "w";

        /// <summary>Node to gateway: burst chunks.</summary>
        public const string Bursts = "b";

        /// <summary>Node to gateway, retained: state; also the will.</summary>
        public const string State = "st";

        /// <summary>Node to gateway, retained: what the node is.</summary>
        public const string Description = "d";

        /// <summary>Gateway to node: acknowledgements.</summary>
        public const string Acknowledgements = "ack";

        /// <summary>Gateway to node: commands.</summary>
        public const string Commands = "cmd";

        /// <summary>Gateway to node: settings.</summary>
        public const string Configurations = "cfg";

        /// <summary>Node to gateway: how far it is with an update.</summary>
        public const string UpdateStatus = "u";

        /// <summary>Gateway to node, or to all under <see cref="AllDevices"/>: everything of an update.</summary>
        public const string Updates = "upd";

        /// <summary>Stands for every device in the topic of what all nodes are to hear; no device has this id.</summary>
        public const string AllDevices = "ffffffffffffffff";

        private const int MaxNameLength = 32;

        /// <summary>Topic of one channel of one device.</summary>
        public static string Of(string site, string gateway, string device, string channel)
        {
            return Prefix + site + "/" + gateway + "/" + device + "/" + channel;
        }

        /// <summary>Topic filter for one channel of every device.</summary>
        public static string FilterOf(string site, string gateway, string channel)
        {
            return Of(site, gateway, "+", channel);
        }

        /// <summary>Whether a site or gateway name may stand in a topic.</summary>
        public static bool IsName(string name)
        {
            if (name.Length == 0 || name.Length > MaxNameLength)
            {
                return false;
            }

            for (int i = 0; i < name.Length; i++)
            {
                char c = name[i];
                bool isLetter = 'a' <= c && c <= 'z';
                bool isDigit = '0' <= c && c <= '9';
                if (!isLetter && !isDigit && c != '-')
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>
        /// Takes device and channel out of a topic; false unless prefix, device and channel are well formed.
        /// </summary>
        public static bool TryParse(string topic, byte[] device, out string channel)
        {
            channel = "";
            int last = topic.LastIndexOf('/');
            if (last < Prefix.Length + DeviceId.TextLength || topic.IndexOf(Prefix) != 0)
            {
                return false;
            }

            int start = last - DeviceId.TextLength;
            if (topic[start - 1] != '/' || !DeviceId.TryParse(topic.Substring(start, DeviceId.TextLength), device))
            {
                return false;
            }

            string name = topic.Substring(last + 1);
            if (!IsName(name))
            {
                return false;
            }

            channel = name;
            return true;
        }
    }
}
