using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Api;

/// <summary>Reads the public interface out of reference assemblies, for a target with other versions or libraries than the list.</summary>
public static class ReferenceApi
{
    /// <exception cref="LintInputException">No such folder, or no assembly in it.</exception>
    public static DeviceApi Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new LintInputException($"{folder} does not exist; give the folder with mscorlib.dll and the class libraries");
        }

        string[] paths = Directory.GetFiles(folder, "*.dll");
        List<ApiType> types = [];
        foreach (string path in paths)
        {
            using AssemblyImage image = AssemblyImage.Open(path);
            types.AddRange(TypesOf(image.Reader));
        }

        DeviceApi api = new(types);
        return api.HasType("System.Object")
            ? api
            : throw new LintInputException($"{folder} holds no mscorlib.dll that defines System.Object; give nanoFramework's assemblies");
    }

    private static IEnumerable<ApiType> TypesOf(MetadataReader reader)
    {
        SignatureNames names = new();
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            TypeAttributes visibility = type.Attributes & TypeAttributes.VisibilityMask;
            if (visibility is TypeAttributes.Public or TypeAttributes.NestedPublic or TypeAttributes.NestedFamily)
            {
                yield return Describe(reader, handle, type, names);
            }
        }
    }

    private static ApiType Describe(MetadataReader reader, TypeDefinitionHandle handle, TypeDefinition type, SignatureNames names)
    {
        string parent = NameOf(reader, type.BaseType);
        ApiKind kind = parent switch
        {
            "System.Enum" => ApiKind.Enum,
            "System.ValueType" => ApiKind.Struct,
            "System.MulticastDelegate" => ApiKind.Delegate,
            _ => type.Attributes.HasFlag(TypeAttributes.Interface) ? ApiKind.Interface : ApiKind.Class
        };
        IEnumerable<string> bases = type.GetInterfaceImplementations()
            .Select(implementation => NameOf(reader, reader.GetInterfaceImplementation(implementation).Interface))
            .Prepend(parent)
            .Where(name => name.Length > 0);
        ApiType described = new(SignatureNames.FullName(reader, handle), kind, bases.ToArray());
        foreach (MethodDefinition method in type.GetMethods().Select(reader.GetMethodDefinition).Where(IsVisible))
        {
            string parameters = string.Join(",", method.DecodeSignature(names, null).ParameterTypes);
            described.Members.Add($"{reader.GetString(method.Name)}({parameters})");
        }

        foreach (FieldDefinition field in type.GetFields().Select(reader.GetFieldDefinition).Where(IsVisible))
        {
            described.Members.Add(reader.GetString(field.Name));
        }

        return described;
    }

    private static bool IsVisible(MethodDefinition method) => (method.Attributes & MethodAttributes.MemberAccessMask)
        is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsVisible(FieldDefinition field) => (field.Attributes & FieldAttributes.FieldAccessMask)
        is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static string NameOf(MetadataReader reader, EntityHandle handle) => handle.Kind switch
    {
        _ when handle.IsNil => "",
        HandleKind.TypeReference => SignatureNames.FullName(reader, (TypeReferenceHandle)handle),
        HandleKind.TypeDefinition => SignatureNames.FullName(reader, (TypeDefinitionHandle)handle),
        _ => ""
    };
}
