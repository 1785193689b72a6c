using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.FirmwareLinter.Checks;

/// <summary>What single instructions and their neighbours do differently on the device.</summary>
internal sealed class BodyCheck(AssemblyImage image, IDeviceApi api, FindingList found)
{
    private const int MostCases = 255;

    private static readonly HashSet<string> SignedOperations = new(StringComparer.Ordinal)
    {
        "div", "rem", "shr", "clt", "cgt", "blt", "blt.s", "ble", "ble.s", "bgt", "bgt.s", "bge", "bge.s", "conv.i8", "conv.r4", "conv.r8"
    };

    private readonly MetadataReader _reader = image.Reader;

    public void Run()
    {
        foreach (MethodDefinitionHandle method in _reader.MethodDefinitions.Where(method => image.CodeOf(method).Count > 0))
        {
            CheckMethod(method);
        }
    }

    private void CheckMethod(MethodDefinitionHandle method)
    {
        IReadOnlyList<Instruction> code = image.CodeOf(method);
        StackTrace stack = new(image, method);
        GreaterShape shape = new(code, image.PlacesOf(method));
        for (int i = 0; i < code.Count; i++)
        {
            Instruction instruction = code[i];
            stack.Arrive(i > 0 ? code[i - 1] : null, instruction);
            SourcePlace place = image.PlaceOf(method, instruction.Offset);
            CheckCode(instruction, place);
            CheckComparison(shape, i, stack, place);
            CheckUnsigned(instruction, stack, place);
            CheckEnum(code, i, stack, place);
            CheckStringElement(code, i, stack, place);
            stack.Execute(instruction);
        }
    }

    private void CheckCode(Instruction instruction, SourcePlace place)
    {
        string code = instruction.Code.Name!;
        if (code.Contains(".ovf", StringComparison.Ordinal))
        {
            found.Add(RuleTable.Checked, place, "checked arithmetic does not throw");
        }
        else if (code is "localloc" or "calli")
        {
            found.Add(RuleTable.Pointer, place, code == "localloc" ? "stackalloc" : "call through a function pointer");
        }
        else if (instruction.Targets.Count > MostCases)
        {
            found.Add(RuleTable.Limit, place, $"{instruction.Targets.Count} cases of a switch, at most {MostCases} are possible");
        }
    }

    private void CheckComparison(GreaterShape shape, int index, StackTrace stack, SourcePlace place)
    {
        if (!IsFloat(stack.Peek(0)) && !IsFloat(stack.Peek(1)))
        {
            return;
        }

        switch (shape.At(index))
        {
            case GreaterUse.Negated:
                found.Add(RuleTable.NegatedGreater, place, "a negated > or >= on a floating-point value lets NaN through");
                break;
            case GreaterUse.Plain:
                found.Add(RuleTable.Greater, place, "> or >= on a floating-point value is true for NaN");
                break;
        }
    }

    private void CheckUnsigned(Instruction instruction, StackTrace stack, SourcePlace place)
    {
        string code = instruction.Code.Name!;
        if (SignedOperations.Contains(code))
        {
            bool isShift = code is "shr" || code.StartsWith("conv", StringComparison.Ordinal);
            string left = stack.Peek(isShift && code != "shr" ? 0 : 1);
            string right = isShift ? "" : stack.Peek(0);
            if (left is "uint" || right is "uint")
            {
                found.Add(RuleTable.UnsignedCast, place, "(int) of an unsigned expression stays unsigned until it is stored");
            }
        }
    }

    private void CheckEnum(IReadOnlyList<Instruction> code, int index, StackTrace stack, SourcePlace place)
    {
        Instruction instruction = code[index];
        bool isConstrained = instruction.Code == OpCodes.Constrained && index + 1 < code.Count && CalledName(code[index + 1]) == "ToString";
        if (isConstrained && IsEnum(NameAt(instruction)))
        {
            found.Add(RuleTable.EnumText, place, $"ToString of {NameAt(instruction)} gives its number");
        }
        else if (IsCall(instruction) && EnumArgument(instruction, stack) is { } name)
        {
            found.Add(RuleTable.EnumText, place, $"{CalledName(instruction)} writes {name} as its number");
        }
    }

    private string? EnumArgument(Instruction call, StackTrace stack)
    {
        EntityHandle handle = MetadataTokens.EntityHandle((int)call.Operand);
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            MethodSpecification specification = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
            string[] arguments = [.. specification.DecodeSignature(new SignatureNames(), null)];
            return CalledName(call) == "AppendFormatted" ? arguments.FirstOrDefault(IsEnum) : null;
        }

        bool writesText = CalledName(call) is "ToString" or "Concat" or "Format" or "Append" or "WriteLine" or "Write";
        string? boxed = writesText ? new[] { stack.Peek(0), stack.Peek(1), stack.Peek(2) }.FirstOrDefault(IsBoxedEnum) : null;
        return boxed?["boxed ".Length..];
    }

    private void CheckStringElement(IReadOnlyList<Instruction> code, int index, StackTrace stack, SourcePlace place)
    {
        const string element = "element string";
        string name = code[index].Code.Name!;
        bool tests = (name.StartsWith("brtrue", StringComparison.Ordinal) || name.StartsWith("brfalse", StringComparison.Ordinal))
            && stack.Peek(0) == element;
        bool compares = name is "ceq" or "cgt.un" or "beq" or "beq.s" or "bne.un" or "bne.un.s";
        if (tests || (compares && stack.Peek(0) == "null" && stack.Peek(1) == element))
        {
            found.Add(RuleTable.StringElement, place, "an element of a string[] is compared with null");
        }
    }

    private static bool IsFloat(string type) => type is "float" or "double";

    private static bool IsCall(Instruction instruction) => instruction.Code == OpCodes.Call || instruction.Code == OpCodes.Callvirt;

    private bool IsBoxedEnum(string type) => type.StartsWith("boxed ", StringComparison.Ordinal) && IsEnum(type["boxed ".Length..]);

    private bool IsEnum(string type) => api.IsEnum(type) || _reader.TypeDefinitions.Any(handle =>
        SignatureNames.FullName(_reader, handle) == type
        && SignatureNames.NameOf(_reader, _reader.GetTypeDefinition(handle).BaseType, new SignatureNames()) == "System.Enum");

    private string NameAt(Instruction instruction) =>
        SignatureNames.NameOf(_reader, MetadataTokens.EntityHandle((int)instruction.Operand), new SignatureNames());

    private string CalledName(Instruction instruction)
    {
        if (!IsCall(instruction))
        {
            return "";
        }

        EntityHandle handle = MetadataTokens.EntityHandle((int)instruction.Operand);
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            handle = _reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        }

        return handle.Kind switch
        {
            HandleKind.MethodDefinition => _reader.GetString(_reader.GetMethodDefinition((MethodDefinitionHandle)handle).Name),
            HandleKind.MemberReference => _reader.GetString(_reader.GetMemberReference((MemberReferenceHandle)handle).Name),
            _ => ""
        };
    }
}
