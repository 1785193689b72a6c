using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>
/// Size of an assembly after conversion to the device's file format (marker NFMRK1), from the metadata of the .NET assembly. Record
/// sizes are those of the format; names, signatures and code follow the converter's own rules. The error against real conversions is
/// in tests/FirmwareLinter.Tests/Sizing.
/// </summary>
public sealed class PeSizeRule
{
    private const int HeaderBytes = 124;
    private const int AssemblyReferenceBytes = 12;
    private const int ReferenceBytes = 8;
    private const int TypeBytes = 24;
    private const int FieldBytes = 8;
    private const int MethodBytes = 16;
    private const int AttributeBytes = 8;
    private const int SpecificationBytes = 4;

    // The compiler for the device finds no nullable attributes in mscorlib and writes three classes of its own into the assembly.
    private const int NullableClassesBytes = 316;
    private const string NullableAttribute = "System.Runtime.CompilerServices.NullableContextAttribute";

    private static readonly SignatureBytes Encoder = new();

    private readonly AssemblyImage _image;
    private readonly MetadataReader _reader;
    private readonly StringTable _strings = new();
    private readonly SignatureTable _signatures = new();
    private readonly HashSet<string> _assemblies = new(StringComparer.Ordinal);
    private readonly HashSet<EntityHandle> _typesUsed = [];
    private readonly HashSet<EntityHandle> _specifications = [];
    private readonly HashSet<EntityHandle> _members = [];
    private int _types;
    private int _fields;
    private int _staticFields;
    private int _methods;
    private int _attributes;
    private int _code;

    private PeSizeRule(AssemblyImage image)
    {
        _image = image;
        _reader = image.Reader;
    }

    public static PeSize Estimate(AssemblyImage image)
    {
        PeSizeRule rule = new(image);
        return rule.Measure();
    }

    private PeSize Measure()
    {
        List<TypeSize> byType = [];
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions.Skip(1))
        {
            int before = Sum;
            AddType(handle);
            byType.Add(new TypeSize(SignatureNames.FullName(_reader, handle), _image.PlaceOf(handle).File, Sum - before));
        }

        AddMembers();
        AddReferences();
        _strings.Add(_image.Name);
        int added = UsesForeignNullable ? 1 : 0;
        HeapTables heap = new(
            _assemblies.Count, _typesUsed.Count, _members.Count + added, _types + (3 * added), _fields + (2 * added),
            _methods + (4 * added), _staticFields);
        return new PeSize(HeaderBytes, Tables, Padded(_strings.Size), Padded(_signatures.Size), Padded(_code), heap, byType);
    }

    private int Tables => (_assemblies.Count * AssemblyReferenceBytes) + ((_typesUsed.Count + _members.Count) * ReferenceBytes)
        + (_types * TypeBytes) + (_fields * FieldBytes) + (_methods * MethodBytes) + (_attributes * AttributeBytes)
        + (_specifications.Count * SpecificationBytes) + (UsesForeignNullable ? NullableClassesBytes : 0);

    private bool UsesForeignNullable =>
        _reader.TypeReferences.Any(handle => SignatureNames.FullName(_reader, handle) == NullableAttribute);

    private int Sum => Tables + _strings.Size + _signatures.Size + _code;

    private static int Padded(int bytes) => (bytes + 3) & ~3;

    private void AddUses(MethodDefinitionHandle handle)
    {
        foreach (Instruction instruction in _image.CodeOf(handle))
        {
            if (instruction.Code == System.Reflection.Emit.OpCodes.Ldstr)
            {
                _strings.Add(_reader.GetUserString((UserStringHandle)MetadataTokens.Handle((int)instruction.Operand)));
            }
            else if (instruction.HasToken)
            {
                AddUse(MetadataTokens.EntityHandle((int)instruction.Operand));
            }
        }

        if (_image.BodyOf(handle) is { } body)
        {
            _code += CodeSize.Of(_image.CodeOf(handle), body);
            foreach (ExceptionRegion region in body.ExceptionRegions.Where(region => region.Kind == ExceptionRegionKind.Catch))
            {
                AddUse(region.CatchType);
            }
        }
    }

    private void AddUse(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                _typesUsed.Add(handle);
                break;
            case HandleKind.TypeSpecification:
                _specifications.Add(handle);
                break;
            case HandleKind.MemberReference:
                _members.Add(handle);
                AddUse(_reader.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
        }
    }

    private void AddMembers()
    {
        foreach (MemberReference member in _members.Select(handle => _reader.GetMemberReference((MemberReferenceHandle)handle)))
        {
            _strings.Add(_reader.GetString(member.Name));
            if (member.GetKind() == MemberReferenceKind.Method)
            {
                MethodSignature<ImmutableArray<byte>> signature = member.DecodeMethodSignature(Encoder, null);
                AddSignatureTypes(member.Signature);
                _signatures.Add(Bytes(signature));
            }
            else
            {
                _signatures.Add([0x06, .. member.DecodeFieldSignature(Encoder, null)]);
            }
        }
    }

    private void AddType(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        _types++;
        _strings.Add(_reader.GetString(type.Namespace));
        _strings.Add(_reader.GetString(type.Name));
        AddUse(type.BaseType);
        AddAttributes(type.GetCustomAttributes());
        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            AddField(field);
        }

        AddInterfaces(type);
        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            AddMethod(method);
            AddUses(method);
        }
    }

    private void AddInterfaces(TypeDefinition type)
    {
        EntityHandle[] interfaces = type.GetInterfaceImplementations()
            .Select(item => _reader.GetInterfaceImplementation(item).Interface)
            .ToArray();
        foreach (EntityHandle item in interfaces)
        {
            AddUse(item);
        }

        if (interfaces.Length > 0)
        {
            IEnumerable<byte> tokens = interfaces.SelectMany(item => item.Kind == HandleKind.TypeDefinition
                ? SignatureBytes.Token(MetadataTokens.GetRowNumber(item) - 2, 0)
                : SignatureBytes.Token(MetadataTokens.GetRowNumber(item) - 1, 1));
            _signatures.Add([(byte)interfaces.Length, .. tokens]);
        }
    }

    private void AddField(FieldDefinitionHandle handle)
    {
        FieldDefinition field = _reader.GetFieldDefinition(handle);
        if (field.Attributes.HasFlag(FieldAttributes.Literal))
        {
            return;
        }

        _fields++;
        _staticFields += field.Attributes.HasFlag(FieldAttributes.Static) ? 1 : 0;
        _strings.Add(_reader.GetString(field.Name));
        AddSignatureTypes(field.Signature);
        AddAttributes(field.GetCustomAttributes());
        _signatures.Add([0x06, .. field.DecodeSignature(Encoder, null)]);
        int length = field.Attributes.HasFlag(FieldAttributes.HasFieldRVA) ? RvaSize.Of(_reader, field) : 0;
        if (length > 0 && _image.InitialValueOf(handle, length) is { } value)
        {
            _signatures.Add([(byte)length, (byte)(length >> 8), .. value]);
        }
    }

    private void AddMethod(MethodDefinitionHandle handle)
    {
        MethodDefinition method = _reader.GetMethodDefinition(handle);
        _methods++;
        _strings.Add(_reader.GetString(method.Name));
        AddSignatureTypes(method.Signature);
        AddAttributes(method.GetCustomAttributes());
        _signatures.Add(Bytes(method.DecodeSignature(Encoder, null)));
        if (_image.BodyOf(handle) is { LocalSignature.IsNil: false } body)
        {
            StandaloneSignature locals = _reader.GetStandaloneSignature(body.LocalSignature);
            AddSignatureTypes(locals.Signature);
            _signatures.Add(locals.DecodeLocalSignature(Encoder, null).SelectMany(type => type).ToArray());
        }
    }

    // Attributes that only .NET's compiler writes, or that the converter leaves out, do not count.
    private void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (EntityHandle constructor in attributes.Select(handle => _reader.GetCustomAttribute(handle).Constructor))
        {
            if (constructor.Kind == HandleKind.MethodDefinition)
            {
                string own = SignatureNames.FullName(
                    _reader, _reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType());
                _attributes += IgnoredAttributes.Contains(own) ? 0 : 1;
            }
            else if (_reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent)
            {
                string name = SignatureNames.FullName(_reader, (TypeReferenceHandle)parent);
                if (!IgnoredAttributes.Contains(name) && !CompilerMembers.IsExemptType(name))
                {
                    _attributes++;
                    AddUse(constructor);
                }
            }
        }
    }

    private void AddSignatureTypes(BlobHandle signature)
    {
        foreach (EntityHandle type in SignatureTypes.Of(_reader.GetBlobReader(signature)))
        {
            if (type.Kind == HandleKind.TypeReference)
            {
                _typesUsed.Add(type);
            }
        }
    }

    private void AddReferences()
    {
        foreach (TypeReference type in _typesUsed.Select(handle => _reader.GetTypeReference((TypeReferenceHandle)handle)))
        {
            _strings.Add(_reader.GetString(type.Name));
            _strings.Add(_reader.GetString(type.Namespace));
            if (type.ResolutionScope.Kind == HandleKind.AssemblyReference)
            {
                // Math is an assembly of its own on the device, whatever .NET has it in.
                bool isMath = _reader.StringComparer.Equals(type.Name, "Math") && _reader.StringComparer.Equals(type.Namespace, "System");
                string scope = _reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
                string name = isMath ? "System.Math" : scope;
                _assemblies.Add(name);
                _strings.Add(name);
            }
        }
    }

    private static byte[] Bytes(MethodSignature<ImmutableArray<byte>> signature) =>
    [
        (byte)(signature.Header.IsInstance ? 0x20 : 0), (byte)signature.ParameterTypes.Length, .. signature.ReturnType,
        .. signature.ParameterTypes.SelectMany(type => type)
    ];
}
