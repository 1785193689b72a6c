using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Checks;

/// <summary>
/// Follows the types of the values on the evaluation stack through one method, in C# words; an empty name is unknown. Where paths
/// join, the one that falls through decides.
/// </summary>
internal sealed class StackTrace
{
    private readonly AssemblyImage _image;
    private readonly MetadataReader _reader;
    private readonly SignatureNames _names = new();
    private readonly string[] _arguments;
    private readonly string[] _locals;
    private readonly Dictionary<int, string[]> _saved = [];
    private Stack<string> _stack = new();

    public StackTrace(AssemblyImage image, MethodDefinitionHandle handle)
    {
        _image = image;
        _reader = image.Reader;
        MethodDefinition method = _reader.GetMethodDefinition(handle);
        MethodSignature<string> signature = method.DecodeSignature(_names, null);
        _arguments = signature.Header.IsInstance ? ["", .. signature.ParameterTypes] : [.. signature.ParameterTypes];
        StandaloneSignatureHandle locals = _image.BodyOf(handle)?.LocalSignature ?? default;
        _locals = locals.IsNil ? [] : [.. _reader.GetStandaloneSignature(locals).DecodeLocalSignature(_names, null)];
    }

    /// <summary>Type of the value <paramref name="depth"/> below the top.</summary>
    public string Peek(int depth) => _stack.Skip(depth).FirstOrDefault("");

    /// <summary>To be called before each instruction, so that joins are seen.</summary>
    public void Arrive(Instruction? previous, Instruction instruction)
    {
        if (previous is { EndsFlow: true })
        {
            _stack = new Stack<string>(_saved.GetValueOrDefault(instruction.Offset, []));
        }
    }

    public void Execute(Instruction instruction)
    {
        string result = ResultOf(instruction);
        int pops = PopsOf(instruction);
        for (int i = 0; i < pops && _stack.Count > 0; i++)
        {
            _stack.Pop();
        }

        if (instruction.Code == OpCodes.Dup)
        {
            _stack.Push(result);
            _stack.Push(result);
        }
        else if (Pushes(instruction))
        {
            _stack.Push(result);
        }

        if (instruction.IsBranch)
        {
            _saved[(int)instruction.Operand] = _stack.Reverse().ToArray();
        }
    }

    private string ResultOf(Instruction instruction)
    {
        string code = instruction.Code.Name!;
        return code switch
        {
            "dup" or "neg" or "not" => Peek(0),
            "add" or "sub" or "mul" or "div" or "rem" or "and" or "or" or "xor" or "div.un" or "rem.un" => Joined(Peek(1), Peek(0)),
            "shl" or "shr" or "shr.un" => Peek(1),
            "ldc.r4" or "conv.r4" or "ldelem.r4" or "ldind.r4" => "float",
            "ldc.r8" or "conv.r8" or "conv.r.un" or "ldelem.r8" or "ldind.r8" => "double",
            "conv.u4" or "ldelem.u4" or "ldind.u4" => "uint",
            "conv.u8" => "ulong",
            "ldelem.i8" or "ldind.i8" or "ldelem.ref" => ElementOf(Peek(code == "ldind.i8" ? 0 : 1)),
            "ldnull" => "null",
            "newarr" => TypeOf(instruction) + "[]",
            "ldfld" or "ldsfld" => FieldType(instruction),
            "ldelem" or "ldobj" or "castclass" or "unbox.any" => TypeOf(instruction),
            "box" => "boxed " + TypeOf(instruction),
            "call" or "callvirt" => SignatureOf(instruction)?.ReturnType ?? "",
            _ when code.StartsWith("ldarg", StringComparison.Ordinal) => Variable(instruction, _arguments, "ldarg"),
            _ when code.StartsWith("ldloc", StringComparison.Ordinal) => Variable(instruction, _locals, "ldloc"),
            _ => code.StartsWith("ldc.i4", StringComparison.Ordinal) ? "int" : ""
        };
    }

    // The interpreter keeps the type of the left operand; a float makes the result a float.
    private static string Joined(string left, string right) => right is "float" or "double" ? right : left;

    private static string ElementOf(string array) => array.EndsWith("[]", StringComparison.Ordinal) ? "element " + array[..^2] : "";

    private static string Variable(Instruction instruction, string[] types, string prefix)
    {
        string code = instruction.Code.Name!;
        if (code is "ldarga" or "ldarga.s" or "ldloca" or "ldloca.s")
        {
            return "";
        }

        string suffix = code[prefix.Length..].TrimStart('.');
        long index = suffix is "" or "s" ? instruction.Operand : suffix[0] - '0';
        return index >= 0 && index < types.Length ? types[index] : "";
    }

    private int PopsOf(Instruction instruction)
    {
        if (instruction.Code.StackBehaviourPop == StackBehaviour.Varpop)
        {
            if (instruction.Code == OpCodes.Ret)
            {
                return _stack.Count;
            }

            MethodSignature<string>? signature = SignatureOf(instruction);
            int arguments = signature?.ParameterTypes.Length ?? 0;
            bool hasThis = signature?.Header.IsInstance == true && instruction.Code != OpCodes.Newobj;
            return arguments + (hasThis ? 1 : 0);
        }

        return instruction.Code.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
                or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref
                or StackBehaviour.Popref_popi_pop1 => 3,
            _ => 2
        };
    }

    private bool Pushes(Instruction instruction) => instruction.Code.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => false,
        StackBehaviour.Varpush => SignatureOf(instruction) is { ReturnType: not "void" },
        _ => true
    };

    private MethodSignature<string>? SignatureOf(Instruction instruction)
    {
        EntityHandle handle = MetadataTokens.EntityHandle((int)instruction.Operand);
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            handle = _reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        }

        return handle.Kind switch
        {
            HandleKind.MethodDefinition => _reader.GetMethodDefinition((MethodDefinitionHandle)handle).DecodeSignature(_names, null),
            HandleKind.MemberReference => _reader.GetMemberReference((MemberReferenceHandle)handle).DecodeMethodSignature(_names, null),
            _ => null
        };
    }

    private string FieldType(Instruction instruction)
    {
        EntityHandle handle = MetadataTokens.EntityHandle((int)instruction.Operand);
        return handle.Kind == HandleKind.FieldDefinition
            ? _reader.GetFieldDefinition((FieldDefinitionHandle)handle).DecodeSignature(_names, null)
            : _reader.GetMemberReference((MemberReferenceHandle)handle).DecodeFieldSignature(_names, null);
    }

    private string TypeOf(Instruction instruction) =>
        SignatureNames.NameOf(_reader, MetadataTokens.EntityHandle((int)instruction.Operand), _names);
}
