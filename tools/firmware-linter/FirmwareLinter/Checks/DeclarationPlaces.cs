using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Checks;

/// <summary>Places of what no instruction uses: base types, interfaces and attributes are at the type or method that has them.</summary>
internal sealed class DeclarationPlaces
{
    private readonly AssemblyImage _image;
    private readonly Dictionary<int, SourcePlace> _places = [];

    public DeclarationPlaces(AssemblyImage image)
    {
        _image = image;
        MetadataReader reader = image.Reader;
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            foreach (EntityHandle used in type.GetInterfaceImplementations()
                .Select(item => reader.GetInterfaceImplementation(item).Interface).Append(type.BaseType))
            {
                Add(used, image.PlaceOf(handle));
            }
        }

        foreach (CustomAttribute attribute in reader.CustomAttributes.Select(reader.GetCustomAttribute))
        {
            SourcePlace place = attribute.Parent.Kind switch
            {
                HandleKind.TypeDefinition => image.PlaceOf((TypeDefinitionHandle)attribute.Parent),
                HandleKind.MethodDefinition => image.PlaceOf((MethodDefinitionHandle)attribute.Parent),
                _ => image.Whole
            };
            Add(attribute.Constructor, place);
            if (attribute.Constructor.Kind == HandleKind.MemberReference)
            {
                Add(reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent, place);
            }
        }
    }

    public SourcePlace PlaceOf(int token) => _places.GetValueOrDefault(token, _image.Whole);

    private void Add(EntityHandle used, SourcePlace place)
    {
        if (!used.IsNil)
        {
            _places.TryAdd(MetadataTokens.GetToken(used), place);
        }
    }
}
