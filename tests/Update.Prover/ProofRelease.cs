using System;
using System.Buffers.Binary;
using Stethos.Hal;
using Stethos.Update.Slots;

namespace Stethos.Update.Prover;

/// <summary>A release as the gateway hands it out: what the manifest says, the chunk lists and the bytes.</summary>
public sealed class ProofRelease
{
    private ProofRelease(string name)
    {
        Name = name;
    }

    public string Name { get; }

    public ReleaseFacts Facts { get; } = new();

    public byte[]? Application { get; private set; }

    public byte[]? Model { get; private set; }

    public ChunkList? ApplicationList { get; private set; }

    public ChunkList? ModelList { get; private set; }

    public ProofBehaviour Behaviour { get; private init; }

    public uint PairId => BinaryPrimitives.ReadUInt32LittleEndian(Facts.ImageId);

    /// <summary>Makes a release; a component of version 0 is not part of it.</summary>
    public static ProofRelease Make(
        string name, uint number, IKeyedHash hash, (uint Version, uint Floor, byte[]? Bytes) application,
        (uint Version, uint Floor, byte[]? Bytes) model, ProofBehaviour behaviour = ProofBehaviour.Good)
    {
        var release = new ProofRelease(name) { Behaviour = behaviour };
        BinaryPrimitives.WriteUInt32LittleEndian(release.Facts.ImageId, 0xA0000000 | number);
        release.Facts.Sequence = number;
        release.Application = application.Bytes;
        release.Model = model.Bytes;
        release.ApplicationList = Fill(release.Facts.Application, application.Version, application.Floor, application.Bytes, number, hash);
        release.ModelList = Fill(release.Facts.Model, model.Version, model.Floor, model.Bytes, number + 100, hash);
        return release;
    }

    public byte[]? BytesOf(ComponentCode component) => component == ComponentCode.Model ? Model : Application;

    public ChunkList? ListOf(ComponentCode component) => component == ComponentCode.Model ? ModelList : ApplicationList;

    /// <summary>Bytes that no two images share but for the runs that repeat within one.</summary>
    public static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static ChunkList? Fill(ComponentFacts facts, uint version, uint floor, byte[]? bytes, uint salt, IKeyedHash hash)
    {
        if (bytes is null)
        {
            return null;
        }

        var list = new ChunkList(ChunkList.MostChunks);
        var salted = new byte[ChunkList.SaltLength];
        BinaryPrimitives.WriteUInt32LittleEndian(salted, salt);
        if (!list.Begin(salted, 0, bytes.Length, ChunkList.MinChunkLog2))
        {
            throw new ArgumentOutOfRangeException(nameof(bytes));
        }

        for (var i = 0; i < list.Count; i++)
        {
            list.Set(i, hash, bytes, i << list.ChunkLog2);
        }

        facts.IsPresent = true;
        facts.Version = version;
        facts.Floor = floor;
        list.ComputeRoot(hash, facts.Root);
        return list;
    }
}
