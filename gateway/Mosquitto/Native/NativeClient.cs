using System.Buffers;

namespace Stethos.Mosquitto.Native;

/// <summary>Creates a library client with all its options set.</summary>
internal static unsafe class NativeClient
{
    /// <exception cref="MosquittoException">An option is refused; the message names it.</exception>
    public static nint Create(MosquittoOptions options, nint state)
    {
        nint client = LibMosquitto.New(options.ClientId, options.CleanSession, state);
        if (client == 0)
        {
            throw new MosquittoException(
                MosquittoErrorCode.InvalidArgument, $"libmosquitto refused to create client '{options.ClientId}'");
        }

        try
        {
            Configure(client, options);
        }
        catch
        {
            LibMosquitto.Destroy(client);
            throw;
        }

        NativeCallbacks.Register(client);
        return client;
    }

    private static void Configure(nint client, MosquittoOptions options)
    {
        // The loop runs on a thread of ours: queued packets must wake it instead of being written by the publishing thread.
        MosquittoLibrary.ThrowIfFailed(LibMosquitto.ThreadedSet(client, true), "threaded mode");
        Set(client, LibMosquitto.OptionReceiveMaximum, options.MaxInFlight, "MaxInFlight (receiving)");
        Set(client, LibMosquitto.OptionSendMaximum, options.MaxInFlight, "MaxInFlight (sending)");
        Set(client, LibMosquitto.OptionTcpNoDelay, 1, "TCP no delay");

        if (options.UserName is not null)
        {
            MosquittoLibrary.ThrowIfFailed(
                LibMosquitto.UserNamePasswordSet(client, options.UserName, options.Password), "user name and password");
        }

        if (options.TlsCaFile is not null)
        {
            MosquittoLibrary.ThrowIfFailed(
                LibMosquitto.TlsSet(client, options.TlsCaFile, null, null, null, 0), $"TLS CA file '{options.TlsCaFile}'");
        }

        if (options.Will is not null)
        {
            SetWill(client, options.Will);
        }
    }

    private static void Set(nint client, int option, int value, string name)
    {
        MosquittoLibrary.ThrowIfFailed(LibMosquitto.IntOption(client, option, value), name);
    }

    private static void SetWill(nint client, MosquittoWill will)
    {
        using MemoryHandle payload = will.Payload.Pin();
        MosquittoLibrary.ThrowIfFailed(
            LibMosquitto.WillSet(client, will.Topic, will.Payload.Length, (byte*)payload.Pointer, (int)will.Qos, will.Retain),
            $"will on topic '{will.Topic}'");
    }
}
