using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>A compiled portable assembly: its metadata, and the source line of whatever a method body touches.</summary>
internal sealed class PortableAssembly : IDisposable
{
    private readonly PEReader _image;
    private readonly MetadataReaderProvider? _symbols;
    private readonly string _root;
    private readonly Dictionary<int, SourcePlace> _uses = [];
    private readonly Dictionary<MethodDefinitionHandle, SourcePlace> _methods = [];

    /// <param name="image">Open image; this object closes it.</param>
    /// <param name="path">Where it lies, for its symbols and for messages.</param>
    /// <param name="root">Repository folder, cut off from source paths.</param>
    public PortableAssembly(Stream image, string path, string root)
    {
        _image = new PEReader(image);
        _root = root;
        Reader = _image.GetMetadataReader();
        Whole = new SourcePlace(Path.GetFileName(path), 0);
        _image.TryOpenAssociatedPortablePdb(path, pdb => File.Exists(pdb) ? File.OpenRead(pdb) : null, out _symbols, out _);
        foreach (MethodDefinitionHandle handle in Reader.MethodDefinitions)
        {
            Index(handle);
        }
    }

    public MetadataReader Reader { get; }

    /// <summary>The assembly as a place, for what belongs to no line.</summary>
    public SourcePlace Whole { get; }

    public static PortableAssembly Open(string path, string root) => new(File.OpenRead(path), path, root);

    /// <summary>First line that uses the token, else the whole assembly.</summary>
    public SourcePlace PlaceOf(EntityHandle handle) => _uses.GetValueOrDefault(MetadataTokens.GetToken(handle), Whole);

    /// <summary>First line of a method, else the whole assembly.</summary>
    public SourcePlace PlaceOf(MethodDefinitionHandle handle) => _methods.GetValueOrDefault(handle, Whole);

    /// <summary>First line of a type's first method with a body, else the whole assembly.</summary>
    public SourcePlace PlaceOf(TypeDefinitionHandle handle) => Reader.GetTypeDefinition(handle).GetMethods()
        .Where(_methods.ContainsKey).Select(method => _methods[method]).FirstOrDefault(Whole);

    public MethodBodyBlock? BodyOf(MethodDefinitionHandle handle)
    {
        int address = Reader.GetMethodDefinition(handle).RelativeVirtualAddress;
        return address == 0 ? null : _image.GetMethodBody(address);
    }

    public void Dispose()
    {
        _symbols?.Dispose();
        _image.Dispose();
    }

    private void Index(MethodDefinitionHandle handle)
    {
        ImmutableArray<(int Offset, SourcePlace Place)> points = PointsOf(handle);
        if (points.IsEmpty || BodyOf(handle) is not { } body)
        {
            return;
        }

        _methods[handle] = points[0].Place;
        foreach ((int offset, int token) in IlStream.Tokens(body))
        {
            SourcePlace place = points.LastOrDefault(point => point.Offset <= offset, points[0]).Place;
            _uses.TryAdd(token, place);
            EntityHandle used = MetadataTokens.EntityHandle(token);
            if (used.Kind == HandleKind.MemberReference)
            {
                _uses.TryAdd(MetadataTokens.GetToken(Reader.GetMemberReference((MemberReferenceHandle)used).Parent), place);
            }
        }
    }

    private ImmutableArray<(int Offset, SourcePlace Place)> PointsOf(MethodDefinitionHandle handle)
    {
        if (_symbols is null)
        {
            return [];
        }

        MetadataReader symbols = _symbols.GetMetadataReader();
        return symbols.GetMethodDebugInformation(handle.ToDebugInformationHandle()).GetSequencePoints()
            .Where(point => !point.IsHidden)
            .Select(point => (point.Offset, new SourcePlace(FileOf(symbols, point.Document), point.StartLine)))
            .ToImmutableArray();
    }

    private string FileOf(MetadataReader symbols, DocumentHandle document)
    {
        string path = symbols.GetString(symbols.GetDocument(document).Name).Replace('\\', '/');
        string root = _root.Replace('\\', '/') + "/";
        return path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path;
    }
}
