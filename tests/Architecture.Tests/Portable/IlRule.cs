using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>
/// The complete check of a compiled portable assembly: no generics, no multi-dimensional arrays, no pointers in any signature,
/// and no framework type or member that is not in nano-members.txt.
/// </summary>
internal sealed class IlRule
{
    private const string SubsetRemedy =
        "nanoFramework v1 cannot load it: write one type per element type, a jagged array or an own delegate";

    private readonly PortableAssembly _assembly;
    private readonly MetadataReader _reader;
    private readonly NanoMemberList _allowed;
    private readonly IReadOnlySet<string> _ownAssemblies;
    private readonly SignatureNames _names = new();
    private readonly List<Violation> _found = [];

    private IlRule(PortableAssembly assembly, NanoMemberList allowed, IReadOnlySet<string> ownAssemblies)
    {
        _assembly = assembly;
        _reader = assembly.Reader;
        _allowed = allowed;
        _ownAssemblies = ownAssemblies;
    }

    /// <param name="assembly">The assembly to check.</param>
    /// <param name="allowed">Framework members that exist on the device.</param>
    /// <param name="ownAssemblies">Names of the portable assemblies; every other reference counts as framework.</param>
    public static IReadOnlyList<Violation> Check(PortableAssembly assembly, NanoMemberList allowed, IReadOnlySet<string> ownAssemblies)
    {
        IlRule rule = new(assembly, allowed, ownAssemblies);
        rule.CheckDefinitions();
        rule.CheckSpecifications();
        rule.CheckReferences();
        return rule._found.Distinct().ToArray();
    }

    private void CheckDefinitions()
    {
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions)
        {
            TypeDefinition type = _reader.GetTypeDefinition(handle);
            if (type.GetGenericParameters().Count > 0)
            {
                Report(_assembly.PlaceOf(handle), $"generic type {SignatureNames.FullName(_reader, handle)}", SubsetRemedy);
                continue;
            }

            foreach (FieldDefinitionHandle field in type.GetFields())
            {
                FieldDefinition definition = _reader.GetFieldDefinition(field);
                definition.DecodeSignature(_names, null);
                ReportProblems(_assembly.PlaceOf(handle), "field " + _reader.GetString(definition.Name));
            }

            foreach (MethodDefinitionHandle method in type.GetMethods())
            {
                CheckMethod(method);
            }
        }
    }

    private void CheckMethod(MethodDefinitionHandle handle)
    {
        MethodDefinition method = _reader.GetMethodDefinition(handle);
        string name = _reader.GetString(method.Name);
        SourcePlace place = _assembly.PlaceOf(handle);
        if (method.GetGenericParameters().Count > 0)
        {
            Report(place, $"generic method {name}", SubsetRemedy);
            return;
        }

        method.DecodeSignature(_names, null);
        ReportProblems(place, "method " + name);
        if (_assembly.BodyOf(handle) is { LocalSignature.IsNil: false } body)
        {
            _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null);
            ReportProblems(place, "local variable of " + name);
        }
    }

    private void CheckSpecifications()
    {
        for (int row = 1; row <= _reader.GetTableRowCount(TableIndex.TypeSpec); row++)
        {
            TypeSpecificationHandle handle = MetadataTokens.TypeSpecificationHandle(row);
            _reader.GetTypeSpecification(handle).DecodeSignature(_names, null);
            ReportProblems(_assembly.PlaceOf((EntityHandle)handle), "use");
        }

        for (int row = 1; row <= _reader.GetTableRowCount(TableIndex.MethodSpec); row++)
        {
            MethodSpecificationHandle handle = MetadataTokens.MethodSpecificationHandle(row);
            Report(_assembly.PlaceOf((EntityHandle)handle), "call of a generic method", SubsetRemedy);
        }
    }

    private void CheckReferences()
    {
        foreach (TypeReferenceHandle handle in _reader.TypeReferences)
        {
            string name = SignatureNames.FullName(_reader, handle);
            if (IsFramework(handle) && !CompilerMembers.IsExemptType(name))
            {
                Require(name, _assembly.PlaceOf((EntityHandle)handle));
            }
        }

        foreach (MemberReferenceHandle handle in _reader.MemberReferences)
        {
            MemberReference member = _reader.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference && IsFramework((TypeReferenceHandle)member.Parent))
            {
                string type = SignatureNames.FullName(_reader, (TypeReferenceHandle)member.Parent);
                string name = type + "." + _reader.GetString(member.Name) + ParametersOf(member);
                _names.Problems.Clear();
                if (!CompilerMembers.IsExemptMember(type, name))
                {
                    Require(name, _assembly.PlaceOf((EntityHandle)handle));
                }
            }
        }
    }

    private string ParametersOf(MemberReference member) => member.GetKind() == MemberReferenceKind.Method
        ? "(" + string.Join(",", member.DecodeMethodSignature(_names, null).ParameterTypes) + ")"
        : "";

    private bool IsFramework(TypeReferenceHandle handle)
    {
        EntityHandle scope = _reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsFramework((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference =>
                !_ownAssemblies.Contains(_reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => false
        };
    }

    private void Require(string member, SourcePlace place)
    {
        if (!_allowed.Allows(member))
        {
            Report(
                place, $"{member} is not known to exist on the device",
                $"If nanoFramework has it, add the line '{member}' to {NanoMemberList.FilePath}; else write it without");
        }
    }

    private void ReportProblems(SourcePlace place, string where)
    {
        foreach (string problem in _names.Problems)
        {
            Report(place, $"{where}: {problem}", SubsetRemedy);
        }

        _names.Problems.Clear();
    }

    private void Report(SourcePlace place, string cause, string remedy) => _found.Add(new Violation(place.File, place.Line, cause, remedy));
}
