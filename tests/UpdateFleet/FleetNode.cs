using System;
using System.Buffers.Binary;
using System.Linq;
using System.Security.Cryptography;
using Stethos.Gateway.Domain.Frames;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Slots;
using Stethos.Update.Transfer;

namespace Stethos.UpdateFleet;

/// <summary>
/// The transfer's part of a node with its real slots, receiver and timer. What decides about trust and starts is left out: a
/// bundle counts when it is the right one, and a release is staged when all components are.
/// </summary>
public sealed class FleetNode
{
    private const string BundleFile = "bundle";
    private const int Active = 0;
    private const int Inactive = 1;
    private readonly FleetImage _image;
    private readonly FleetImage? _running;
    private readonly IFileStore _files;
    private readonly int _symbols;
    private readonly int _seed;
    private readonly UpdateStatus _status = new();
    private readonly CborWriter _writer = new();
    private readonly byte[] _message = new byte[UpdateStatus.MaxLength];
    private readonly byte[] _bundle = new byte[16 * 1024];
    private ChunkReceiver _receiver = new(null);
    private StatusTimer _timer = null!;
    private SlotFiles _slot = null!;
    private UpdateStateCode _state;
    private int _component;
    private uint _boot;
    private uint _number;

    /// <summary>
    /// <paramref name="symbols"/>: repair symbols it has room for. <paramref name="running"/>: what its other slots hold.
    /// </summary>
    public FleetNode(int number, FleetImage image, IFileStore files, int symbols, FleetImage? running = null)
    {
        _image = image;
        _running = running;
        _files = files;
        _symbols = symbols;
        _seed = number;
        Device = new DeviceKey(0x1000 + (ulong)number);
        for (var i = 0; i < running?.Lists.Length; i++)
        {
            Fill(NewSlot(i, Active), running.Lists[i], running.Bytes[i]);
        }

        Start(0);
    }

    public DeviceKey Device { get; }

    public bool IsStaged => _state == UpdateStateCode.Staged;

    /// <summary>Chunks that were written to flash since it was made, over all starts.</summary>
    public int ChunksWritten { get; private set; }

    public UpdateStatus Status => _status;

    /// <summary>Starts anew from what its files hold.</summary>
    public void Start(long nowMs)
    {
        _boot++;
        _number = 0;
        _state = UpdateStateCode.Idle;
        _component = 0;
        _receiver = new ChunkReceiver(_symbols == 0 ? null : new RepairDecoder(_symbols, FleetImage.MaxChunks, UpdateChunk.MaxData));
        _timer = new StatusTimer(new SeededRandom(_seed + (int)_boot * 1000), 2);
        _timer.Sent(nowMs);
        if (_files.Read(BundleFile, _bundle, out var length) == FileStatusCode.Ok && IsRight(length))
        {
            Fetch();
        }
    }

    /// <summary>The gateway wants it to fetch the image; says what it has.</summary>
    public void Offer()
    {
        _timer.Want();
        if (_state == UpdateStateCode.Idle)
        {
            _state = UpdateStateCode.Staging;
            _receiver.BeginBundle(_image.Content.Id, _bundle);
        }
    }

    /// <summary>A message of the image arrived.</summary>
    public void Take(byte[] message, bool isToAll, long nowMs)
    {
        var missing = _component == 0 ? 0 : _slot.Missing;
        var reason = _receiver.Take(message, 0, message.Length, out var isUsed);
        FleetFault.Unless(reason is UpdateReasonCode.None or UpdateReasonCode.BundleTooLong, $"taking a message: {reason}");
        ChunksWritten += _component == 0 ? 0 : missing - _slot.Missing;
        if (isUsed && !IsStaged)
        {
            _timer.Heard(nowMs, isToAll);
        }

        GoOn();
    }

    /// <summary>One turn; the status to be sent, empty when none is due.</summary>
    public ReadOnlySpan<byte> Turn(long nowMs)
    {
        var missing = _component == 0 ? 0 : _slot.Missing;
        FleetFault.Unless(_receiver.Work(), "solving");
        ChunksWritten += _component == 0 ? 0 : missing - _slot.Missing;
        GoOn();
        if (!_timer.IsDue(nowMs) || (_state == UpdateStateCode.Idle && _number > 0))
        {
            return [];
        }

        _timer.Sent(nowMs);
        Describe();
        return _message.AsSpan(0, _status.Write(_message, 0, _message.Length, _writer));
    }

    /// <summary>What the slot of a component holds, read back.</summary>
    public byte[] ContentOf(int component)
    {
        var list = _image.ListIn(_bundle, component);
        var slot = NewSlot(component);
        FleetFault.Unless(slot.Open(list), "opening the slot");
        var chunk = new byte[list.ChunkLength];
        return [.. Enumerable.Range(0, list.Count).SelectMany(i =>
        {
            FleetFault.Unless(slot.Read(i, chunk, out var count), "reading a chunk");
            return chunk[..count];
        })];
    }

    private void Describe()
    {
        BinaryPrimitives.WriteUInt64BigEndian(_status.Key.Device, Device.Value);
        _status.Key.Boot = _boot;
        _status.Number = ++_number;
        _status.State = (int)_state;
        _status.HasImage = _state != UpdateStateCode.Idle;
        _image.Content.Id.CopyTo(_status.Image, 0);
        _receiver.Describe(_status);
        _status.Credits = _state == UpdateStateCode.Staging ? _timer.Credits : 0;
    }

    private void GoOn()
    {
        if (_state != UpdateStateCode.Staging)
        {
            return;
        }

        if (_component == 0 && _receiver.IsBundleWhole)
        {
            var length = _receiver.BundleLength;
            if (!IsRight(length))
            {
                _receiver.BeginBundle(_image.Content.Id, _bundle);
                return;
            }

            _files.Write(BundleFile, _bundle, 0, length);
            Fetch();
        }
        else if (_component > 0 && _receiver.IsComponentWhole)
        {
            Next();
        }
    }

    private void Fetch()
    {
        _state = UpdateStateCode.Staging;
        _component = 0;
        Next();
    }

    // Components that are whole already are passed over.
    private void Next()
    {
        while (_component < _image.Lists.Length)
        {
            _component++;
            _slot = NewSlot(_component - 1);
            var list = _image.ListIn(_bundle, _component - 1);
            FleetFault.Unless(_slot.Stage(list), "staging");
            CopyHeld();
            if (!_slot.IsComplete)
            {
                _receiver.BeginComponent(_image.Content.Id, (ComponentCode)_component, new SlotChunks(_slot, list));
                return;
            }
        }

        _receiver.Stop();
        _state = UpdateStateCode.Staged;
        _timer.Want();
    }

    private static void Fill(SlotFiles slot, ChunkList list, byte[] bytes)
    {
        FleetFault.Unless(slot.Stage(list), "staging what runs");
        for (var i = 0; i < list.Count; i++)
        {
            FleetFault.Unless(slot.Put(i, bytes, i * list.ChunkLength, list.LengthOf(i)), "writing what runs");
        }
    }

    private void CopyHeld()
    {
        if (_component <= _running?.Lists.Length && !_slot.IsComplete)
        {
            var active = NewSlot(_component - 1, Active);
            FleetFault.Unless(active.Open(_running.Lists[_component - 1]), "opening what runs");
            _slot.CopyFrom(active, new byte[UpdateChunk.MaxData]);
        }
    }

    private SlotFiles NewSlot(int component, int slotNumber = Inactive)
    {
        var slot = new SlotFiles(_files, new NativeKeyedHash(), new byte[SlotFiles.SegmentLength], FleetImage.MaxChunks, 80);
        slot.Select((ComponentCode)(component + 1), slotNumber);
        return slot;
    }

    private bool IsRight(int length) => length == _image.Bundle.Length
        && SHA256.HashData(_bundle.AsSpan(0, length)).AsSpan().SequenceEqual(SHA256.HashData(_image.Bundle));
}
