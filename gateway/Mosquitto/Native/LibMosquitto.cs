using System.Runtime.InteropServices;

namespace Stethos.Mosquitto.Native;

/// <summary>The functions of libmosquitto 2.0 used here, as in mosquitto.h. Text is UTF-8 with a terminating zero.</summary>
internal static unsafe partial class LibMosquitto
{
    public const string Library = "libmosquitto.so.1";

    public const int OptionReceiveMaximum = 4;
    public const int OptionSendMaximum = 5;
    public const int OptionTcpNoDelay = 11;

    [LibraryImport(Library, EntryPoint = "mosquitto_lib_init")]
    internal static partial int LibInit();

    [LibraryImport(Library, EntryPoint = "mosquitto_strerror")]
    internal static partial byte* StrError(int code);

    [LibraryImport(Library, EntryPoint = "mosquitto_new", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint New(string id, [MarshalAs(UnmanagedType.U1)] bool cleanSession, nint state);

    [LibraryImport(Library, EntryPoint = "mosquitto_destroy")]
    internal static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_will_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int WillSet(
        nint client, string topic, int payloadLength, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain);

    [LibraryImport(Library, EntryPoint = "mosquitto_username_pw_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int UserNamePasswordSet(nint client, string userName, string? password);

    [LibraryImport(Library, EntryPoint = "mosquitto_tls_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int TlsSet(
        nint client, string? caFile, string? caPath, string? certFile, string? keyFile, nint passwordCallback);

    [LibraryImport(Library, EntryPoint = "mosquitto_threaded_set")]
    internal static partial int ThreadedSet(nint client, [MarshalAs(UnmanagedType.U1)] bool threaded);

    [LibraryImport(Library, EntryPoint = "mosquitto_int_option")]
    internal static partial int IntOption(nint client, int option, int value);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_async", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ConnectAsync(nint client, string host, int port, int keepAliveSeconds);

    [LibraryImport(Library, EntryPoint = "mosquitto_reconnect_async")]
    internal static partial int ReconnectAsync(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_disconnect")]
    internal static partial int Disconnect(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop")]
    internal static partial int Loop(nint client, int timeoutMs, int maxPackets);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop_read")]
    internal static partial int LoopRead(nint client, int maxPackets);

    [LibraryImport(Library, EntryPoint = "mosquitto_want_write")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool WantWrite(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop_write")]
    internal static partial int LoopWrite(nint client, int maxPackets);

    [LibraryImport(Library, EntryPoint = "mosquitto_socket")]
    internal static partial int Socket(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_subscribe", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Subscribe(nint client, int* messageId, string topicFilter, int qos);

    [LibraryImport(Library, EntryPoint = "mosquitto_sub_topic_check", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SubTopicCheck(string topicFilter);

    [LibraryImport(Library, EntryPoint = "mosquitto_publish")]
    internal static partial int Publish(
        nint client, int* messageId, byte* topic, int payloadLength, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_callback_set")]
    internal static partial void ConnectCallbackSet(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_disconnect_callback_set")]
    internal static partial void DisconnectCallbackSet(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_publish_callback_set")]
    internal static partial void PublishCallbackSet(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_message_callback_set")]
    internal static partial void MessageCallbackSet(nint client, delegate* unmanaged[Cdecl]<nint, nint, NativeMessage*, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_subscribe_callback_set")]
    internal static partial void SubscribeCallbackSet(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, void> callback);
}
