using System;
using System.Net.NetworkInformation;
using nanoFramework.Runtime.Native;

namespace Stethos.Hal.NanoFramework.Small
{
    /// <summary>
    /// The network of the device configuration, which the image joins by itself at every start and joins again when it comes back
    /// (nf-interpreter, targets/ESP32/_Network). For boards without room for the Wi-Fi class library: 1.1 KB of tables.
    /// </summary>
    public static class StoredNetwork
    {
        private const string NoAddress = "0.0.0.0";

        /// <summary>
        /// Whether the image has joined and has an address. Another network than the stored one is stored first, and the board
        /// restarts once to join it; an empty <paramref name="ssid"/> leaves what is stored.
        /// </summary>
        public static bool Join(string ssid, string password)
        {
            try
            {
                NetworkInterface radio = NetworkInterface.GetAllNetworkInterfaces()[0];
                if (ssid.Length > 0 && !IsStored(radio, ssid, password))
                {
                    Store(radio, ssid, password);

                    // What was not really stored would be stored again in every boot.
                    if (IsStored(radio, ssid, password))
                    {
                        Power.RebootDevice(RebootOption.NormalReboot);
                    }
                }

                string address = radio.IPv4Address;
                return address.Length > 0 && address != NoAddress;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private static bool IsStored(NetworkInterface radio, string ssid, string password)
        {
            Wireless80211Configuration stored = Of(radio);
            return stored.Ssid == ssid && stored.Password == password;
        }

        private static void Store(NetworkInterface radio, string ssid, string password)
        {
            Wireless80211Configuration stored = Of(radio);
            stored.Ssid = ssid;
            stored.Password = password;
            stored.Options = Wireless80211Configuration.ConfigurationOptions.AutoConnect;
            stored.SaveConfiguration();
        }

        private static Wireless80211Configuration Of(NetworkInterface radio)
        {
            return Wireless80211Configuration.GetAllWireless80211Configurations()[(int)radio.SpecificConfigId];
        }
    }
}
