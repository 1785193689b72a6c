using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Stethos.FirmwareLinter.Reading;

/// <summary>A compiled .NET assembly: metadata, method bodies, and the source place of each instruction if there are symbols.</summary>
public sealed class AssemblyImage : IDisposable
{
    private readonly PEReader _image;
    private readonly MetadataReaderProvider? _symbols;
    private readonly string _root;
    private readonly Dictionary<MethodDefinitionHandle, ImmutableArray<SequencePlace>> _points = [];
    private readonly Dictionary<MethodDefinitionHandle, IReadOnlyList<Instruction>> _code = [];

    /// <param name="image">Open image; this object closes it.</param>
    /// <param name="path">Where it lies, for its symbols and for messages.</param>
    /// <param name="root">Folder that is cut off from source paths; empty for none.</param>
    /// <exception cref="LintInputException">No .NET assembly, or a damaged one.</exception>
    public AssemblyImage(Stream image, string path, string root)
    {
        _root = root.Replace('\\', '/').TrimEnd('/');
        Path = path;
        Whole = new SourcePlace(System.IO.Path.GetFileName(path), 0, 0);
        _image = new PEReader(image);
        try
        {
            if (!_image.HasMetadata)
            {
                throw new LintInputException($"{path} is native code, not a .NET assembly; give the .dll or .exe that the compiler wrote");
            }

            Reader = _image.GetMetadataReader();
            Name = Reader.GetString(Reader.GetAssemblyDefinition().Name);
            _image.TryOpenAssociatedPortablePdb(path, pdb => File.Exists(pdb) ? File.OpenRead(pdb) : null, out _symbols, out _);
            foreach (MethodDefinitionHandle handle in Reader.MethodDefinitions)
            {
                _points[handle] = PointsOf(handle);
                _code[handle] = BodyOf(handle) is { } body ? IlReader.Read(body.GetILBytes() ?? []) : [];
            }

            PlaceStateMachines();
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidDataException or InvalidOperationException or IOException
            or KeyNotFoundException or ArgumentException or OverflowException or InsufficientExecutionStackException)
        {
            Dispose();
            throw new LintInputException(
                $"{path} is not a readable .NET assembly ({e.Message}); give the .dll or .exe that the compiler wrote", e);
        }
        catch (LintInputException)
        {
            Dispose();
            throw;
        }
    }

    public MetadataReader Reader { get; }

    public string Path { get; }

    /// <summary>The assembly's own name.</summary>
    public string Name { get; }

    /// <summary>The assembly as a place, for what belongs to no line.</summary>
    public SourcePlace Whole { get; }

    /// <summary>Whether lines are known.</summary>
    public bool HasSymbols => _symbols is not null;

    /// <exception cref="LintInputException">Missing, unreadable, no .NET assembly, or a nanoFramework .pe.</exception>
    public static AssemblyImage Open(string path, string root = "")
    {
        if (!File.Exists(path))
        {
            throw new LintInputException(
                Directory.Exists(path)
                    ? $"{path} is a folder; give the .dll or .exe that the compiler wrote"
                    : $"{path} does not exist; build the project first");
        }

        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (bytes.Length >= 6 && bytes.AsSpan(0, 6).SequenceEqual("NFMRK1"u8))
            {
                throw new LintInputException($"{path} is already converted for the device; give the .dll it was made from");
            }

            return new AssemblyImage(new MemoryStream(bytes), path, root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LintInputException($"{path} cannot be read: {e.Message}", e);
        }
    }

    public MethodBodyBlock? BodyOf(MethodDefinitionHandle handle)
    {
        int address = Reader.GetMethodDefinition(handle).RelativeVirtualAddress;
        return address == 0 ? null : _image.GetMethodBody(address);
    }

    /// <summary>Bytes of an initialised field, or null.</summary>
    public byte[]? InitialValueOf(FieldDefinitionHandle handle, int size)
    {
        int address = Reader.GetFieldDefinition(handle).GetRelativeVirtualAddress();
        return address == 0 ? null : _image.GetSectionData(address).GetContent(0, size).ToArray();
    }

    public IReadOnlyList<Instruction> CodeOf(MethodDefinitionHandle handle) => _code[handle];

    /// <summary>Sequence points of a method by offset, hidden ones left out.</summary>
    public ImmutableArray<SequencePlace> PlacesOf(MethodDefinitionHandle handle) => _points[handle];

    /// <summary>The source place of an instruction, else the place of its type.</summary>
    public SourcePlace PlaceOf(MethodDefinitionHandle handle, int offset)
    {
        ImmutableArray<SequencePlace> points = _points[handle];
        return points.IsEmpty
            ? PlaceOf(Reader.GetMethodDefinition(handle).GetDeclaringType())
            : points.LastOrDefault(point => point.Offset <= offset, points[0]).Place;
    }

    /// <summary>First place of a method, else the whole assembly.</summary>
    public SourcePlace PlaceOf(MethodDefinitionHandle handle) => PlaceOf(handle, 0);

    /// <summary>First place of a type's first method with a body, else of the type around it, else the whole assembly.</summary>
    public SourcePlace PlaceOf(TypeDefinitionHandle handle)
    {
        if (handle.IsNil)
        {
            return Whole;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        TypeDefinition type = Reader.GetTypeDefinition(handle);
        MethodDefinitionHandle method = type.GetMethods().FirstOrDefault(method => !_points[method].IsEmpty);
        return method.IsNil ? PlaceOf(type.GetDeclaringType()) : _points[method][0].Place;
    }

    public void Dispose()
    {
        _symbols?.Dispose();
        _image.Dispose();
    }

    // The lines of an iterator or async method belong to the class the compiler made of it; the method itself gets the first.
    private void PlaceStateMachines()
    {
        foreach (MethodDefinitionHandle handle in _symbols is null ? [] : Reader.MethodDefinitions.ToArray())
        {
            MethodDefinitionHandle kickoff = _symbols!.GetMetadataReader()
                .GetMethodDebugInformation(handle.ToDebugInformationHandle()).GetStateMachineKickoffMethod();
            if (!kickoff.IsNil && _points[kickoff].IsEmpty && !_points[handle].IsEmpty)
            {
                _points[kickoff] = [_points[handle][0] with { Offset = 0 }];
            }
        }
    }

    private ImmutableArray<SequencePlace> PointsOf(MethodDefinitionHandle handle)
    {
        if (_symbols is null)
        {
            return [];
        }

        MetadataReader symbols = _symbols.GetMetadataReader();
        return symbols.GetMethodDebugInformation(handle.ToDebugInformationHandle()).GetSequencePoints()
            .Where(point => !point.IsHidden)
            .Select(point => new SequencePlace(
                point.Offset, new SourcePlace(FileOf(symbols, point.Document), point.StartLine, point.StartColumn)))
            .ToImmutableArray();
    }

    private string FileOf(MetadataReader symbols, DocumentHandle document)
    {
        string path = symbols.GetString(symbols.GetDocument(document).Name).Replace('\\', '/');
        return _root.Length > 0 && path.StartsWith(_root + "/", StringComparison.Ordinal) ? path[(_root.Length + 1)..] : path;
    }
}
