using System;
using System.Device.Wifi;
using nanoFramework.Networking;

namespace Stethos.Hal.NanoFramework.Esp32
{
    /// <summary>The radio. Once joined, the image joins again by itself whenever the network comes back.</summary>
    public static class WifiNetwork
    {
        /// <summary>
        /// Joins with an address from DHCP; false when the network is out of reach. An empty
        /// <paramref name="ssid"/> takes the credentials stored in the device configuration.
        /// </summary>
        public static bool Join(string ssid, string password)
        {
            try
            {
                return ssid.Length == 0
                    ? WifiNetworkHelper.Reconnect(false)
                    : WifiNetworkHelper.ConnectDhcp(ssid, password, WifiReconnectionKind.Automatic, false);
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
