using System;
using System.Security.Cryptography;
using Stethos.App;
using Stethos.App.Updates;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Update;
using Stethos.Update.Slots;
using Stethos.Update.Trust;

namespace Stethos.Boards.Virtual;

/// <summary>The agent of updates of a virtual board.</summary>
internal static class BoardUpdates
{
    private const int LoaderVersion = 1;
    private const int Room = NodeLoader.MaxChunks << ChunkList.DefaultChunkLog2;

    /// <summary>Null on a board without a device key: nobody could tell it anything it may believe.</summary>
    public static UpdateAgent? Make(
        BoardOptions options, NodeConfiguration configuration, NodeState state, BoardLoader loader, IFileStore files, IClock clock,
        IMemory memory)
    {
        if ((options.File?.Key ?? options.Key) is not { } key)
        {
            return null;
        }

        var hash = new NativeKeyedHash();
        var machine = loader.Loader.Machine;

        // Never the same twice, or a command of the boot before would be one of this boot.
        var random = new SystemRandom(RandomNumberGenerator.GetInt32(int.MaxValue));
        var trust = new UpdateTrust(
            new CommandEnvelope(key, options.Site, hash), configuration.Device, Keys(files, options.ReleaseKeys), machine, random);
        var parts = new UpdateParts(loader.Loader, files, hash, random, memory, trust)
        {
            Model = loader.Model
        };
        parts.Facts.Board = configuration.Board;
        parts.Facts.LoaderVersion = LoaderVersion;
        parts.Facts.NativeChecksums = VirtualNatives.Checksums;
        parts.Facts.ApplicationRoom = Room;
        parts.Facts.ModelRoom = Room;
        return new UpdateAgent(configuration, state, clock, parts);
    }

    // What the flashing tool writes into a board that has none.
    private static KeySetStore Keys(IFileStore files, byte[]? flashed)
    {
        var store = new KeySetStore(files);
        if (store.Load() is not null || flashed is null)
        {
            return store;
        }

        var keys = new KeySet();
        var bundle = new KeySetBundle();
        if (bundle.Read(flashed, 0, flashed.Length) != UpdateReasonCode.None
            || keys.Read(flashed, bundle.KeySetAt, bundle.KeySetLength) != UpdateReasonCode.None)
        {
            throw new FormatException("--release-keys: no key set");
        }

        // A store that does not take it leaves a node that takes nobody's releases.
        store.Save(keys);
        return store;
    }
}
