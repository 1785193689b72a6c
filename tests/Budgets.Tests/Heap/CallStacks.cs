using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.Budgets.Tests.Heap;

/// <summary>
/// What calls under way take of the device's heap: the interpreter keeps every call's frame there. A frame is 7 blocks of 12 bytes
/// and one for each local, each place of the evaluation stack and 3 more, at least 10 (nf-interpreter, CLR_RT_StackFrame::Push; the
/// same figures measured by recursion). The deepest chain from a method is found over the IL of the assemblies given, every override
/// counted; what calls into a method that is given a figure costs that, any other member of the platform one frame. Calls that the
/// interpreter takes into its caller's frame are counted in full, so the figures are upper bounds.
/// </summary>
internal sealed class CallStacks
{
    /// <summary>The smallest frame.</summary>
    public const int LeastFrameBytes = (HeadBlocks + LeastBlocks) * BlockBytes;

    private const int BlockBytes = 12;
    private const int HeadBlocks = 7;
    private const int LeastBlocks = 10;
    private const int SpareBlocks = 3;
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Type[] _types;
    private readonly IReadOnlyDictionary<string, int> _given;
    private readonly Dictionary<MethodBase, (int Bytes, MethodBase? Next)> _deepest = [];
    private readonly HashSet<MethodBase> _open = [];

    /// <param name="images">Assemblies, referenced ones first.</param>
    /// <param name="given">Bytes below a call, by "Interface" or "Type.Method" without namespace; 0 leaves it out.</param>
    public CallStacks(IEnumerable<byte[]> images, IReadOnlyDictionary<string, int> given)
    {
        AssemblyLoadContext context = new("device");
        List<Assembly> loaded = [];
        context.Resolving += (_, name) => loaded.FirstOrDefault(assembly => assembly.GetName().Name == name.Name);
        foreach (byte[] image in images)
        {
            loaded.Add(context.LoadFromStream(new MemoryStream(image)));
        }

        _types = loaded.SelectMany(assembly => assembly.GetTypes()).ToArray();
        _given = given;
    }

    /// <summary>Bytes of the deepest chain that begins with a method, itself included.</summary>
    public int BytesFrom(string type, string method) => From(Find(type, method)).Bytes;

    /// <summary>That chain, from the method down.</summary>
    public IReadOnlyList<string> ChainFrom(string type, string method)
    {
        List<string> chain = [];
        for (MethodBase? next = Find(type, method); next is not null; next = From(next).Next)
        {
            chain.Add($"{next.DeclaringType!.Name}.{next.Name}");
        }

        return chain;
    }

    private static int FrameBytes(MethodBody? body) => BlockBytes
        * (HeadBlocks + Math.Max(LeastBlocks, body is null ? 0 : body.LocalVariables.Count + body.MaxStackSize + SpareBlocks));

    private MethodBase Find(string type, string method) =>
        _types.Single(candidate => candidate.FullName == type).GetMethods(Declared).Single(candidate => candidate.Name == method);

    private (int Bytes, MethodBase? Next) From(MethodBase method)
    {
        if (_deepest.TryGetValue(method, out (int Bytes, MethodBase? Next) known))
        {
            return known;
        }

        // A cycle would be recursion, which the node does not have; the caller's own frame counts.
        if (!_open.Add(method))
        {
            return (0, null);
        }

        MethodBody? body = method.GetMethodBody();
        (int Bytes, MethodBase? Next) below = (0, null);
        foreach ((int bytes, MethodBase? next) in CalledBy(method, body))
        {
            below = bytes > below.Bytes ? (bytes, next) : below;
        }

        _open.Remove(method);
        return _deepest[method] = (FrameBytes(body) + below.Bytes, below.Next);
    }

    private IEnumerable<(int Bytes, MethodBase? Next)> CalledBy(MethodBase method, MethodBody? body)
    {
        foreach (Instruction call in IlReader.Read(body?.GetILAsByteArray() ?? []).Where(IsCall))
        {
            MethodBase called = method.Module.ResolveMethod((int)call.Operand)!;
            if (_given.TryGetValue(called.DeclaringType!.Name, out int bytes)
                || _given.TryGetValue($"{called.DeclaringType.Name}.{called.Name}", out bytes))
            {
                yield return (bytes, null);
                continue;
            }

            foreach (MethodBase target in TargetsOf(called))
            {
                yield return (From(target).Bytes, target);
            }

            if (!_types.Contains(called.DeclaringType))
            {
                yield return (LeastFrameBytes, null);
            }
        }
    }

    private static bool IsCall(Instruction instruction) =>
        instruction.Code == OpCodes.Call || instruction.Code == OpCodes.Callvirt || instruction.Code == OpCodes.Newobj;

    private IEnumerable<MethodBase> TargetsOf(MethodBase called)
    {
        if (!_types.Contains(called.DeclaringType))
        {
            return [];
        }

        return called is MethodInfo { IsVirtual: true } method
            ? _types.Where(type => !type.IsInterface && called.DeclaringType!.IsAssignableFrom(type)).SelectMany(type => Overrides(type, method))
            : [called];
    }

    private static IEnumerable<MethodBase> Overrides(Type type, MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            InterfaceMapping map = type.GetInterfaceMap(method.DeclaringType);
            return [map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)]];
        }

        return type.GetMethods(Declared).Where(own => own.GetBaseDefinition() == method.GetBaseDefinition() && !own.IsAbstract);
    }
}
