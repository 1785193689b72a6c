using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.FirmwareLinter.Checks;

/// <summary>Types, members and instantiations from other assemblies, reported at every instruction that uses them.</summary>
internal sealed class ReferenceCheck
{
    // Where the compiler for .NET takes this handler, the compiler for the device takes string.Format.
    private const string InterpolationHandler = "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler";

    private static readonly HashSet<string> WrongMembers =
        new(StringComparer.Ordinal) { "System.Math.Min(float,float)" };

    private static readonly HashSet<string> ExactMath =
        new(StringComparer.Ordinal) { "Abs", "Ceiling", "Floor", "Max", "Min", "Clamp", "Sign", "Truncate", "Round" };

    private readonly AssemblyImage _image;
    private readonly MetadataReader _reader;
    private readonly IDeviceApi _api;
    private readonly IReadOnlySet<string> _ownAssemblies;
    private readonly FindingList _found;
    private readonly SignatureNames _names = new();
    private readonly Dictionary<int, List<(Rule Rule, string Message, string Remedy)>> _problems = [];
    private readonly HashSet<int> _reported = [];

    public ReferenceCheck(AssemblyImage image, IDeviceApi api, IReadOnlySet<string> ownAssemblies, FindingList found)
    {
        _image = image;
        _reader = image.Reader;
        _api = api;
        _ownAssemblies = ownAssemblies;
        _found = found;
    }

    public void Run()
    {
        CheckTypes();
        CheckMembers();
        CheckSpecifications();
        foreach (MethodDefinitionHandle method in _reader.MethodDefinitions)
        {
            bool isAccessor = EventAccessor(method);
            foreach (Instruction instruction in _image.CodeOf(method).Where(instruction => instruction.HasToken))
            {
                if (!isAccessor || NameOfCall((int)instruction.Operand) != "System.Threading.Interlocked.CompareExchange")
                {
                    ReportUse((int)instruction.Operand, _image.PlaceOf(method, instruction.Offset));
                }
            }
        }

        DeclarationPlaces declarations = new(_image);
        foreach (int token in _problems.Keys.Where(token => !_reported.Contains(token)).ToArray())
        {
            if (NameOfCall(token) != "System.Threading.Interlocked.CompareExchange")
            {
                ReportUse(token, declarations.PlaceOf(token));
            }
        }
    }

    private void ReportUse(int token, SourcePlace place)
    {
        foreach ((Rule rule, string message, string remedy) in _problems.GetValueOrDefault(token, []))
        {
            _found.Add(rule, place, message, remedy);
        }

        if (!_reported.Add(token) && !_problems.ContainsKey(token))
        {
            return;
        }

        EntityHandle used = MetadataTokens.EntityHandle(token);
        if (used.Kind == HandleKind.MemberReference)
        {
            ReportUse(MetadataTokens.GetToken(_reader.GetMemberReference((MemberReferenceHandle)used).Parent), place);
        }
        else if (used.Kind == HandleKind.MethodSpecification)
        {
            ReportUse(MetadataTokens.GetToken(_reader.GetMethodSpecification((MethodSpecificationHandle)used).Method), place);
        }
    }

    private void CheckTypes()
    {
        foreach (TypeReferenceHandle handle in _reader.TypeReferences.Where(IsFramework))
        {
            string name = SignatureNames.FullName(_reader, handle);
            if (!CompilerMembers.IsExemptType(name) && name != InterpolationHandler && !_api.HasType(name))
            {
                // A generic type is a finding of its own wherever it is used.
                Rule rule = name.Contains('`', StringComparison.Ordinal) ? RuleTable.GenericType : RuleTable.MissingType;
                Add(handle, rule, $"{name} is not known to exist on the device", _api.RemedyFor(name));
            }
        }
    }

    private void CheckMembers()
    {
        foreach (MemberReferenceHandle handle in _reader.MemberReferences)
        {
            MemberReference member = _reader.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || !IsFramework((TypeReferenceHandle)member.Parent))
            {
                continue;
            }

            string type = SignatureNames.FullName(_reader, (TypeReferenceHandle)member.Parent);

            // A generic method is a finding of its own, by its instantiation.
            string name = _reader.GetString(member.Name) + ParametersOf(member);
            _names.Problems.Clear();
            string full = type + "." + name;
            bool isGeneric = name.Contains("!!", StringComparison.Ordinal);
            if (isGeneric || CompilerMembers.IsExemptMember(type, full) || type == InterpolationHandler)
            {
                continue;
            }

            if (!_api.HasMember(type, name))
            {
                Add(handle, RuleTable.MissingMember, $"{full} is not known to exist on the device", _api.RemedyFor(full));
            }
            else if (WrongMembers.Contains(full))
            {
                Add(handle, RuleTable.WrongMember, $"{full} gives another result on the device", RuleTable.WrongMember.Remedy);
            }
            else if (type == "System.Math" && name.Contains("double", StringComparison.Ordinal) && !ExactMath.Contains(name.Split('(')[0]))
            {
                Add(handle, RuleTable.FloatMath, $"{full} has float precision on official ESP32 images", RuleTable.FloatMath.Remedy);
            }
        }
    }

    private void CheckSpecifications()
    {
        for (int row = 1; row <= _reader.GetTableRowCount(TableIndex.TypeSpec); row++)
        {
            TypeSpecificationHandle handle = MetadataTokens.TypeSpecificationHandle(row);
            _names.Problems.Clear();
            _reader.GetTypeSpecification(handle).DecodeSignature(_names, null);
            foreach (string problem in _names.Problems)
            {
                Rule rule = SignatureProblem.RuleOf(problem);
                Add(handle, rule, "use: " + problem, rule.Remedy);
            }
        }

        for (int row = 1; row <= _reader.GetTableRowCount(TableIndex.MethodSpec); row++)
        {
            MethodSpecificationHandle handle = MetadataTokens.MethodSpecificationHandle(row);
            EntityHandle method = _reader.GetMethodSpecification(handle).Method;
            if (!NameOf(method).StartsWith(InterpolationHandler, StringComparison.Ordinal))
            {
                Add(handle, RuleTable.GenericMethod, "call of a generic method " + NameOf(method), RuleTable.GenericMethod.Remedy);
            }
        }

        _names.Problems.Clear();
    }

    // The compiler for .NET exchanges an event's handlers by a generic method, the one for the device does without.
    private bool EventAccessor(MethodDefinitionHandle handle)
    {
        string name = _reader.GetString(_reader.GetMethodDefinition(handle).Name);
        return name.StartsWith("add_", StringComparison.Ordinal) || name.StartsWith("remove_", StringComparison.Ordinal);
    }

    private string NameOfCall(int token)
    {
        EntityHandle handle = MetadataTokens.EntityHandle(token);
        return handle.Kind == HandleKind.MethodSpecification
            ? NameOf(_reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method)
            : "";
    }

    private string NameOf(EntityHandle method)
    {
        if (method.Kind == HandleKind.MethodDefinition)
        {
            return _reader.GetString(_reader.GetMethodDefinition((MethodDefinitionHandle)method).Name);
        }

        MemberReference member = _reader.GetMemberReference((MemberReferenceHandle)method);
        string type = member.Parent.Kind == HandleKind.TypeReference
            ? SignatureNames.FullName(_reader, (TypeReferenceHandle)member.Parent) + "."
            : "";
        return type + _reader.GetString(member.Name);
    }

    private string ParametersOf(MemberReference member) => member.GetKind() == MemberReferenceKind.Method
        ? "(" + string.Join(",", member.DecodeMethodSignature(_names, null).ParameterTypes) + ")"
        : "";

    private bool IsFramework(TypeReferenceHandle handle)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        EntityHandle scope = _reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsFramework((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference =>
                !_ownAssemblies.Contains(_reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => false
        };
    }

    private void Add(EntityHandle handle, Rule rule, string message, string remedy)
    {
        int token = MetadataTokens.GetToken(handle);
        if (!_problems.TryGetValue(token, out List<(Rule, string, string)>? problems))
        {
            _problems[token] = problems = [];
        }

        problems.Add((rule, message, remedy));
    }
}
