using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Stethos.Crypto;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Upkeep;

/// <summary>Writes what a device key authenticates: configurations and times. No I/O, no clock.</summary>
public static class ConfigurationWriter
{
    /// <summary>
    /// The body of a configuration, from names and values as people write them; null with <paramref name="problem"/> when
    /// one is unknown or no number. Ranges are the node's to judge: it answers with what it refuses.
    /// </summary>
    public static byte[]? Body(IReadOnlyDictionary<string, string> settings, out string problem)
    {
        problem = "";
        var writer = new CborWriter();
        var buffer = new byte[ConfigurationMessage.MaxBodyLength];
        writer.Reset(buffer, 0, buffer.Length);
        writer.MapStart(settings.Count);
        foreach (var (name, value) in settings.OrderBy(pair => SettingNames.KeyOf(pair.Key)))
        {
            var key = SettingNames.KeyOf(name);
            if (key == 0)
            {
                problem = $"'{name}' is not a setting; there are {string.Join(", ", SettingNames.All)}";
                return null;
            }

            writer.Unsigned((ulong)key);
            if (SettingNames.IsText(key))
            {
                writer.Text(value);
            }
            else if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                writer.Signed(number);
            }
            else
            {
                problem = $"{name}: '{value}' is not a whole number";
                return null;
            }
        }

        if (!writer.Overflow)
        {
            return buffer[..writer.Length];
        }

        problem = "the settings are too long for one message";
        return null;
    }

    /// <summary>The message, ready to send.</summary>
    public static byte[] Message(DeviceKey device, byte[] key, uint number, byte[] body)
    {
        var message = new ConfigurationMessage { Number = number, BodyLength = body.Length };
        body.CopyTo(message.Body, 0);
        var number4 = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number4, number);
        Mac(key, "stethos-cfg-1", device, number4, body).CopyTo(message.Mac, 0);
        var buffer = new byte[ConfigurationMessage.MaxLength];
        return buffer[..message.Write(buffer, 0, buffer.Length, new CborWriter())];
    }

    /// <summary>Puts the MAC over the acknowledgement's time into it.</summary>
    public static void Authenticate(Acknowledgement acknowledgement, DeviceKey device, byte[] key, byte[] nonce)
    {
        var time = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(time, acknowledgement.TimeMs);
        Mac(key, "stethos-time-1", device, nonce, time).AsSpan(0, Acknowledgement.MacLength).CopyTo(acknowledgement.Mac);
        acknowledgement.HasMac = true;
    }

    private static byte[] Mac(byte[] key, string label, DeviceKey device, byte[] first, byte[] second)
    {
        var id = new byte[FrameKey.DeviceLength];
        BinaryPrimitives.WriteUInt64BigEndian(id, device.Value);
        var hmac = new HmacSha256(key, 0, key.Length);
        foreach (var part in (byte[][])[Encoding.ASCII.GetBytes(label), id, first, second])
        {
            hmac.Update(part, 0, part.Length);
        }

        var mac = new byte[Sha256.DigestLength];
        hmac.Finish(mac, 0);
        return mac;
    }
}
