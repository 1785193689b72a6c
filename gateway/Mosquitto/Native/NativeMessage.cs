using System.Runtime.InteropServices;

namespace Stethos.Mosquitto.Native;

/// <summary><c>struct mosquitto_message</c> of mosquitto.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    public int MessageId;
    public byte* Topic;
    public byte* Payload;
    public int PayloadLength;
    public int Qos;
    public byte Retain;
}
