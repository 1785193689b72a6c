using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>What a device runs: operators in order, with the buffers they read and write.</summary>
public sealed class DeviceProgram(Arithmetic arithmetic)
{
    private readonly List<DeviceOperation> _operations = [];
    private readonly List<DeviceBuffer> _buffers = [];

    public Arithmetic Arithmetic => arithmetic;

    public IReadOnlyList<DeviceOperation> Operations => _operations;

    public IReadOnlyList<DeviceBuffer> Buffers => _buffers;

    public List<DevicePort> Inputs { get; } = [];

    public List<DevicePort> Outputs { get; } = [];

    /// <summary>Bytes of the arena without scratch, once planned.</summary>
    public int ArenaLength { get; set; }

    /// <summary>Most bytes in use at one time: no arena can be smaller.</summary>
    public int ArenaLowerBound { get; set; }

    /// <summary>Bytes of the largest window that has to be gathered.</summary>
    public int ScratchLength => _operations.Count == 0 ? 0 : _operations.Max(operation => operation.Scratch);

    public DeviceBuffer AddBuffer(string name, int length)
    {
        var buffer = new DeviceBuffer(name, length);
        _buffers.Add(buffer);
        return buffer;
    }

    public void Add(DeviceOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Read(operation.Input);
        Read(operation.Other);
        if (operation.Output is { } output)
        {
            output.First = Math.Min(output.First, _operations.Count);
            output.Last = Math.Max(output.Last, _operations.Count);
        }

        _operations.Add(operation);
    }

    private void Read(DeviceBuffer? buffer)
    {
        if (buffer is not null)
        {
            buffer.Last = Math.Max(buffer.Last, _operations.Count);
        }
    }
}
