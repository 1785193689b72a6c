using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Stethos.Hal.Virtual.Memory;

/// <summary>
/// What the node's objects would take of the managed heap on the device. Walks everything reachable from the given roots and sizes it
/// by the 32-bit CLR's rules: heap blocks of 12 bytes; an object is one block and one per field; an array 20 bytes and its elements,
/// references and structs as blocks; a text 12 bytes and its UTF-8, a literal 12 only. Checked against measured figures of
/// docs/device-results.md. Objects of the board's own assemblies (virtual parts, links, threads) are outside and not counted.
/// </summary>
public sealed class NanoHeap
{
    /// <summary>Size of a heap block.</summary>
    public const int BlockBytes = 12;

    private const int ArrayHeaderBytes = 20;
    private const int DelegateBytes = 36;

    private readonly HashSet<Assembly> _node;
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <param name="node">Assemblies that run on the device.</param>
    public NanoHeap(params IEnumerable<Assembly> node)
    {
        _node = node.ToHashSet();
    }

    /// <summary>Bytes of what is reachable from <paramref name="root"/> and was not counted before by this object.</summary>
    public int Add(object root) => AddByType(root).Values.Sum();

    /// <summary>The same by type, for finding out what costs what.</summary>
    public IReadOnlyDictionary<string, int> AddByType(object root)
    {
        Dictionary<string, int> bytes = new(StringComparer.Ordinal);
        Stack<(object Value, string Owner)> open = new();
        open.Push((root, "roots"));
        while (open.TryPop(out (object Value, string Owner) next))
        {
            if (!_seen.Add(next.Value) || !IsOnDevice(next.Value.GetType()))
            {
                continue;
            }

            Type type = next.Value.GetType();
            string owner = _node.Contains(type.Assembly) ? type.FullName! : next.Owner;
            bytes[owner] = bytes.GetValueOrDefault(owner) + SizeOf(next.Value, type);
            foreach (object held in HeldBy(next.Value, type))
            {
                open.Push((held, owner));
            }
        }

        return bytes;
    }

    private static int Rounded(int bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;

    private static int SizeOf(object value, Type type) => value switch
    {
        string text => string.IsInterned(text) is null ? Rounded(BlockBytes + Encoding.UTF8.GetByteCount(text) + 1) : BlockBytes,
        Array array => Rounded(ArrayHeaderBytes + (array.Length * ElementBytes(type.GetElementType()!))) + StructBytes(array),
        Delegate => DelegateBytes,
        _ => ObjectBytes(type)
    };

    // A struct in a field or an element is an object of its own, which the field's block points to.
    private static int ObjectBytes(Type type) =>
        BlockBytes + FieldsOf(type).Sum(field => BlockBytes + (IsStruct(field.FieldType) ? ObjectBytes(field.FieldType) : 0));

    private static int StructBytes(Array array) =>
        array.GetType().GetElementType() is { } element && IsStruct(element) ? array.Length * ObjectBytes(element) : 0;

    private static bool IsStruct(Type type) => type.IsValueType && !type.IsPrimitive && !type.IsEnum
        && type != typeof(DateTime) && type != typeof(TimeSpan);

    private static int ElementBytes(Type element)
    {
        Type type = element.IsEnum ? Enum.GetUnderlyingType(element) : element;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
            TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
            TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
            _ => BlockBytes
        };
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type? type)
    {
        for (; type is not null && type != typeof(object) && type != typeof(ValueType); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private static IEnumerable<object> HeldBy(object value, Type type)
    {
        if (value is Array array)
        {
            return type.GetElementType()!.IsPrimitive ? [] : array.Cast<object?>().OfType<object>().SelectMany(Unpack);
        }

        return value switch
        {
            string => [],
            Delegate call => call.Target is null ? [] : [call.Target],
            _ => FieldsOf(type).Select(field => field.GetValue(value)).OfType<object>().SelectMany(Unpack)
        };
    }

    private static IEnumerable<object> Unpack(object value)
    {
        Type type = value.GetType();
        return !type.IsValueType ? [value] : IsStruct(type) ? HeldBy(value, type) : [];
    }

    private bool IsOnDevice(Type type)
    {
        Type element = type;
        while (element.IsArray)
        {
            element = element.GetElementType()!;
        }

        return element.IsPrimitive || element == typeof(string) || element == typeof(object) || element.IsSubclassOf(typeof(Delegate))
            || _node.Contains(element.Assembly);
    }
}
