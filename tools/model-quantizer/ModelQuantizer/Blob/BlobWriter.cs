using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using Stethos.Inference;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>Writes a planned program as a blob, docs/model-format.md.</summary>
internal static class BlobWriter
{
    private const int Alignment = 4;
    private static readonly byte[] Padding = new byte[Alignment];

    /// <param name="program">With all places.</param>
    /// <param name="sourceHash">SHA-256 of the model it came from, in hex; empty when there was no file.</param>
    /// <param name="selfTests">Inputs, then outputs of each vector.</param>
    public static byte[] Write(DeviceProgram program, string sourceHash, IReadOnlyList<byte[]> selfTests)
    {
        using var content = new MemoryStream();
        content.Write(new byte[ModelFormat.HeaderLength]);
        var ports = (int)content.Position;
        foreach (var port in program.Inputs)
        {
            content.Write(PortBytes(port));
        }

        foreach (var port in program.Outputs)
        {
            content.Write(PortBytes(port));
        }

        var operators = (int)content.Position;
        var places = operators + program.Operations.Count * ModelFormat.OperatorLength;
        using var data = new MemoryStream();
        foreach (var operation in program.Operations)
        {
            var table = Append(data, operation.Table, places);
            content.Write(OperationBytes(operation, table, Append(data, operation.Weights, places)));
        }

        data.WriteTo(content);
        var tests = (int)content.Position;
        foreach (var test in selfTests)
        {
            content.Write(test);
        }

        var bytes = new byte[content.Length + ModelFormat.HashLength];
        content.ToArray().CopyTo(bytes, 0);
        var header = bytes.AsSpan(0, ModelFormat.HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header, ModelFormat.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[ModelFormat.VersionAt..], ModelFormat.Version);
        header[ModelFormat.ArithmeticAt] = program.Arithmetic == Arithmetic.A ? ModelFormat.ArithmeticA : ModelFormat.ArithmeticB;
        Number(header, ModelFormat.LengthAt, bytes.Length);
        Number(header, ModelFormat.ArenaAt, program.ArenaLength);
        Number(header, ModelFormat.ScratchAt, program.ScratchLength);
        Number(header, ModelFormat.OperatorsAt, operators);
        Number(header, ModelFormat.OperatorCountAt, program.Operations.Count);
        Number(header, ModelFormat.PortsAt, ports);
        BinaryPrimitives.WriteUInt16LittleEndian(header[ModelFormat.InputCountAt..], (ushort)program.Inputs.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(header[ModelFormat.OutputCountAt..], (ushort)program.Outputs.Count);
        Number(header, ModelFormat.SelfTestsAt, tests);
        Number(header, ModelFormat.SelfTestCountAt, selfTests.Count);
        Convert.FromHexString(sourceHash).CopyTo(bytes, ModelFormat.SourceHashAt);
        var end = bytes.Length - ModelFormat.HashLength;
        SHA256.HashData(bytes.AsSpan(0, end), bytes.AsSpan(end));
        return bytes;
    }

    private static int Append(MemoryStream data, byte[] bytes, int start)
    {
        var at = start + (int)data.Position;
        data.Write(bytes);
        data.Write(Padding, 0, (Alignment - bytes.Length % Alignment) % Alignment);
        return at;
    }

    private static byte[] PortBytes(DevicePort port)
    {
        var bytes = new byte[ModelFormat.PortLength];
        Number(bytes, 0, port.Value.Buffer.Place);
        Number(bytes, 4, port.Value.Count);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(8), port.Scale);
        Number(bytes, 12, port.ZeroPoint);
        bytes[16] = port.Type == ElementType.UInt8 ? (byte)ModelFormat.UnsignedPort : (byte)0;
        var rank = port.Value.Shape.Count <= 4 ? port.Value.Shape.Count : 0;
        bytes[17] = (byte)rank;
        for (var i = 0; i < rank; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20 + 2 * i), (ushort)port.Value.Shape[i]);
        }

        return bytes;
    }

    private static byte[] OperationBytes(DeviceOperation operation, int table, int weights)
    {
        var bytes = new byte[ModelFormat.OperatorLength];
        bytes[0] = (byte)operation.Code;
        bytes[1] = (byte)operation.Flags;
        bytes[2] = (byte)operation.WeightOffset;
        bytes[3] = (byte)operation.InputZero;
        bytes[4] = (byte)operation.OtherZero;
        bytes[5] = (byte)operation.OutputZero;
        bytes[6] = (byte)operation.Low;
        bytes[7] = (byte)operation.High;
        Number(bytes, 8, (operation.Input?.Place ?? 0) + operation.InputStart);
        Number(bytes, 12, operation.Other?.Place ?? 0);
        Number(bytes, 16, (operation.Output?.Place ?? 0) + operation.OutputStart);
        Number(bytes, 20, weights);
        Number(bytes, 24, table);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(28), operation.Ratio);
        for (var i = 0; i < operation.Parameters.Length; i++)
        {
            Number(bytes, ModelFormat.ParametersAt + 4 * i, operation.Parameters[i]);
        }

        return bytes;
    }

    private static void Number(Span<byte> bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], value);
}
