using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;

namespace Stethos.FirmwareLinter.Reading;

/// <summary>Cuts a method body into instructions (ECMA-335 III).</summary>
public static class IlReader
{
    private const int TwoByteLead = 0xFE;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value & 0xFFFF);

    /// <exception cref="InvalidDataException">The bytes are no IL.</exception>
    public static IReadOnlyList<Instruction> Read(byte[] il)
    {
        List<Instruction> found = [];
        int position = 0;
        while (position < il.Length)
        {
            found.Add(ReadOne(il, position));
            position = found[^1].Next;
        }

        return found;
    }

    private static Instruction ReadOne(byte[] il, int start)
    {
        int position = start;
        int number = il[position++];
        if (number == TwoByteLead && position < il.Length)
        {
            number = (number << 8) | il[position++];
        }

        if (!Codes.TryGetValue(number, out OpCode code))
        {
            throw new InvalidDataException($"unknown IL code 0x{number:X} at offset {start}");
        }

        int size = code.OperandType == OperandType.InlineSwitch ? SwitchSize(il, position) : SizeOf(code.OperandType);
        if (size < 0 || size > il.Length - position)
        {
            throw new InvalidDataException($"IL ends inside the instruction at offset {start}");
        }

        int next = position + size;
        ReadOnlySpan<byte> operand = il.AsSpan(position, size);
        return new Instruction(start, code, OperandOf(code.OperandType, operand, next), TargetsOf(code, operand, next), next - start);
    }

    private static long OperandOf(OperandType type, ReadOnlySpan<byte> operand, int next) => type switch
    {
        OperandType.InlineNone or OperandType.InlineSwitch => 0,
        OperandType.ShortInlineBrTarget => next + (sbyte)operand[0],
        OperandType.InlineBrTarget => next + BinaryPrimitives.ReadInt32LittleEndian(operand),
        OperandType.ShortInlineI => (sbyte)operand[0],
        OperandType.ShortInlineVar => operand[0],
        OperandType.InlineVar => BinaryPrimitives.ReadUInt16LittleEndian(operand),
        OperandType.InlineI8 or OperandType.InlineR => BinaryPrimitives.ReadInt64LittleEndian(operand),
        _ => BinaryPrimitives.ReadInt32LittleEndian(operand)
    };

    private static int[] TargetsOf(OpCode code, ReadOnlySpan<byte> operand, int next)
    {
        if (code.OperandType != OperandType.InlineSwitch)
        {
            return [];
        }

        int[] targets = new int[(operand.Length / 4) - 1];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = next + BinaryPrimitives.ReadInt32LittleEndian(operand[(4 + (4 * i))..]);
        }

        return targets;
    }

    private static int SwitchSize(byte[] il, int position)
    {
        uint count = position + 4 <= il.Length ? BinaryPrimitives.ReadUInt32LittleEndian(il.AsSpan(position)) : uint.MaxValue;
        return count < il.Length ? 4 + (4 * (int)count) : -1;
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4
    };
}
