using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;

namespace Stethos.Benchmarks.Update;

/// <summary>
/// IL instructions a method executes, from its body and how often its loops turn: an interpreter charges by the instruction. What
/// stands behind a condition is counted as if it always held, so the figure is a ceiling; calls count as one.
/// </summary>
internal static class IlCount
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Turns of the method's loops, in the order of their ends.</summary>
    public static int Of(Type type, string method, params int[] turns)
    {
        var found = type.GetMethod(method, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        var il = found.GetMethodBody()!.GetILAsByteArray()!;
        var instructions = new List<(int At, int Target)>();
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? Codes[(short)(0xFE00 | il[at + 1])] : Codes[il[at]];
            var operand = at + code.Size;
            var length = code.Size + LengthOf(code.OperandType);
            var target = code.OperandType switch
            {
                OperandType.ShortInlineBrTarget => at + length + (sbyte)il[operand],
                OperandType.InlineBrTarget => at + length + BitConverter.ToInt32(il, operand),
                _ => int.MaxValue
            };
            instructions.Add((at, target));
            at += length;
        }

        var loops = instructions.Where(one => one.Target <= one.At).ToArray();
        if (loops.Length != turns.Length)
        {
            throw new InvalidOperationException($"{type.Name}.{method} has {loops.Length} loops");
        }

        return instructions.Sum(one =>
            loops.Select((loop, i) => one.At >= loop.Target && one.At <= loop.At ? turns[i] : 1).Append(1).Max());
    }

    private static int LengthOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => throw new InvalidOperationException("a switch"),
        _ => 4
    };
}
