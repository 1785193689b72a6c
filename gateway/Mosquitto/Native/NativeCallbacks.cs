using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stethos.Mosquitto.Native;

/// <summary>Entry points libmosquitto calls. The state pointer is a handle of the <see cref="ClientEvents"/>, which never throws.</summary>
internal static unsafe class NativeCallbacks
{
    public static void Register(nint client)
    {
        LibMosquitto.ConnectCallbackSet(client, &OnConnect);
        LibMosquitto.DisconnectCallbackSet(client, &OnDisconnect);
        LibMosquitto.PublishCallbackSet(client, &OnPublish);
        LibMosquitto.MessageCallbackSet(client, &OnMessage);
        LibMosquitto.SubscribeCallbackSet(client, &OnSubscribe);
    }

    private static ClientEvents Events(nint state) => (ClientEvents)GCHandle.FromIntPtr(state).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnConnect(nint client, nint state, int reasonCode) => Events(state).Connected(client, reasonCode);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDisconnect(nint client, nint state, int reasonCode) => Events(state).Disconnected(reasonCode);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPublish(nint client, nint state, int messageId) => Events(state).Published(messageId);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(nint client, nint state, NativeMessage* message) => Events(state).Received(message);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSubscribe(nint client, nint state, int messageId, int count, int* granted)
    {
        Events(state).Subscribed(messageId, count > 0 ? granted[0] : SubscriptionLedger.Refused);
    }
}
