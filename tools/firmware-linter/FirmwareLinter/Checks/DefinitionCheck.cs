using System;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.FirmwareLinter.Checks;

/// <summary>What the assembly itself declares: generics, signatures, interface bodies, native calls, counts of the file format.</summary>
internal sealed class DefinitionCheck(AssemblyImage image, FindingList found)
{
    private const int MostPerByte = 255;

    private readonly MetadataReader _reader = image.Reader;
    private readonly SignatureNames _names = new();

    public void Run()
    {
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions)
        {
            CheckType(handle);
        }
    }

    private void CheckType(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        string name = SignatureNames.FullName(_reader, handle);
        if (type.GetGenericParameters().Count > 0)
        {
            found.Add(RuleTable.GenericType, image.PlaceOf(handle), $"generic type {name}");
            return;
        }

        CheckFields(handle, type, name);
        bool isInterface = type.Attributes.HasFlag(TypeAttributes.Interface);
        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            CheckMethod(method, isInterface);
        }

        CheckMethodCounts(handle, type, name);
    }

    private void CheckFields(TypeDefinitionHandle handle, TypeDefinition type, string name)
    {
        int instance = 0;
        int statics = 0;
        foreach (FieldDefinition field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            if (!field.Attributes.HasFlag(FieldAttributes.Literal))
            {
                statics += field.Attributes.HasFlag(FieldAttributes.Static) ? 1 : 0;
                instance += field.Attributes.HasFlag(FieldAttributes.Static) ? 0 : 1;
            }

            field.DecodeSignature(_names, null);
            ReportProblems(image.PlaceOf(handle), "field " + _reader.GetString(field.Name));
        }

        if (!name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal))
        {
            CheckCount(image.PlaceOf(handle), Math.Max(instance, statics), $"fields in {name}");
        }
    }

    private void CheckMethod(MethodDefinitionHandle handle, bool inInterface)
    {
        MethodDefinition method = _reader.GetMethodDefinition(handle);
        string name = _reader.GetString(method.Name);
        SourcePlace place = image.PlaceOf(handle);
        if (method.GetGenericParameters().Count > 0)
        {
            found.Add(RuleTable.GenericMethod, place, $"generic method {name}");
            return;
        }

        if (inInterface && (method.RelativeVirtualAddress != 0 || method.Attributes.HasFlag(MethodAttributes.Static)) && name != ".cctor")
        {
            found.Add(RuleTable.InterfaceBody, place, $"interface member {name} has a body");
        }

        if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
        {
            found.Add(RuleTable.PlatformInvoke, place, $"{name} is imported from a native library");
        }

        MethodSignature<string> signature = method.DecodeSignature(_names, null);
        ReportProblems(place, "method " + name);
        CheckCount(place, signature.ParameterTypes.Length, $"parameters of {name}");
        if (image.BodyOf(handle) is { LocalSignature.IsNil: false } body)
        {
            int locals = _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null).Length;
            ReportProblems(place, "local variable of " + name);
            CheckCount(place, locals, $"local variables in {name}");
        }
    }

    private void CheckMethodCounts(TypeDefinitionHandle handle, TypeDefinition type, string name)
    {
        MethodAttributes[] methods = type.GetMethods().Select(method => _reader.GetMethodDefinition(method).Attributes).ToArray();
        int virtuals = methods.Count(attributes => attributes.HasFlag(MethodAttributes.Virtual));
        int statics = methods.Count(attributes => attributes.HasFlag(MethodAttributes.Static));
        int most = Math.Max(Math.Max(virtuals, statics), methods.Length - virtuals - statics);
        CheckCount(image.PlaceOf(handle), most, $"methods of one kind in {name}");
    }

    private void CheckCount(SourcePlace place, int count, string what)
    {
        if (count > MostPerByte)
        {
            found.Add(RuleTable.Limit, place, $"{count} {what}, at most {MostPerByte} are possible");
        }
    }

    private void ReportProblems(SourcePlace place, string where)
    {
        foreach (string problem in _names.Problems)
        {
            found.Add(SignatureProblem.RuleOf(problem), place, $"{where}: {problem}");
        }

        _names.Problems.Clear();
    }
}
