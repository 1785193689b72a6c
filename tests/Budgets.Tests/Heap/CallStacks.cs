using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace Stethos.Budgets.Tests.Heap;

/// <summary>
/// What calls under way take of the device's heap: the interpreter keeps every call's frame there. A frame is 7 blocks of 12 bytes
/// and one for each local, each place of the evaluation stack and 3 more, at least 10 (nf-interpreter, CLR_RT_StackFrame::Push; the
/// same figures measured by recursion). The deepest chain from a method is found over the IL of the assemblies given, every override
/// counted; what calls into a method that is given a figure costs that, any other member of the platform one frame. An instance method
/// that fits into what is left of its caller's frame runs there, one deep (PushInline).
/// </summary>
internal sealed class CallStacks
{
    /// <summary>The smallest frame.</summary>
    public const int LeastFrameBytes = (HeadBlocks + LeastBlocks) * BlockBytes;

    private const int BlockBytes = 12;
    private const int HeadBlocks = 7;
    private const int LeastBlocks = 10;
    private const int SpareBlocks = 3;
    private const int SpareInlineBlocks = 2;
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Type[] _types;
    private readonly IReadOnlyDictionary<string, int> _given;
    private readonly Dictionary<(MethodBase Method, bool IsInline), Step> _deepest = [];
    private readonly Dictionary<MethodBase, StackDepths> _looked = [];
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
    public int BytesFrom(string type, string method) => From(Find(type, method), false).Bytes;

    /// <summary>That chain, from the method down, in brackets what needs no frame.</summary>
    public IReadOnlyList<string> ChainFrom(string type, string method)
    {
        List<string> chain = [];
        bool isInline = false;
        for (MethodBase? next = Find(type, method); next is not null;)
        {
            string name = $"{next.DeclaringType!.Name}.{next.Name}";
            chain.Add(isInline ? $"({name})" : name);
            Step step = From(next, isInline);
            next = step.Next;
            isInline = step.IsNextInline;
        }

        return chain;
    }

    private int FrameBytes(MethodBase method) =>
        BlockBytes * (HeadBlocks + Math.Max(LeastBlocks, Locals(method) + Look(method).Most + SpareBlocks));

    private static int Locals(MethodBase method) => method.GetMethodBody()?.LocalVariables.Count ?? 0;

    private StackDepths Look(MethodBase method)
    {
        if (!_looked.TryGetValue(method, out StackDepths? depths))
        {
            depths = StackDepths.Of(method);
            _looked[method] = depths;
        }

        return depths;
    }

    private MethodBase Find(string type, string method) =>
        _types.Single(candidate => candidate.FullName == type).GetMethods(Declared).Single(candidate => candidate.Name == method);

    private bool Fits(MethodBase caller, int depth, MethodBase called)
    {
        if (called.IsStatic || called.IsConstructor || called.GetMethodBody() is null)
        {
            return false;
        }

        int room = Math.Max(LeastBlocks - Locals(caller), Look(caller).Most + SpareBlocks);
        int needed = called.GetParameters().Length + 1 + Locals(called) + Look(called).Most + SpareInlineBlocks;
        return room - depth + 1 > needed;
    }

    private Step From(MethodBase method, bool isInline)
    {
        if (_deepest.TryGetValue((method, isInline), out Step known))
        {
            return known;
        }

        // A cycle would be recursion, which the node does not have; the caller's own frame counts.
        if (!_open.Add(method))
        {
            return default;
        }

        Step below = default;
        foreach (Step step in CalledBy(method, isInline))
        {
            below = step.Bytes > below.Bytes ? step : below;
        }

        _open.Remove(method);
        return _deepest[(method, isInline)] = below with { Bytes = (isInline ? 0 : FrameBytes(method)) + below.Bytes };
    }

    private IEnumerable<Step> CalledBy(MethodBase method, bool isInline)
    {
        foreach ((MethodBase called, int depth) in Look(method).Calls)
        {
            if (_given.TryGetValue(called.DeclaringType!.Name, out int bytes)
                || _given.TryGetValue($"{called.DeclaringType.Name}.{called.Name}", out bytes))
            {
                yield return new Step(bytes, null, false);
                continue;
            }

            foreach (MethodBase target in TargetsOf(called))
            {
                bool fits = !isInline && Fits(method, depth, target);
                yield return new Step(From(target, fits).Bytes, target, fits);
            }

            if (!_types.Contains(called.DeclaringType))
            {
                yield return new Step(LeastFrameBytes, null, false);
            }
        }
    }

    private IEnumerable<MethodBase> TargetsOf(MethodBase called)
    {
        if (!_types.Contains(called.DeclaringType))
        {
            return [];
        }

        return called is MethodInfo { IsVirtual: true } method
            ? _types.Where(type => !type.IsInterface && called.DeclaringType!.IsAssignableFrom(type))
                .SelectMany(type => Overrides(type, method))
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

    /// <summary>Bytes from a method down, and what it calls on the deepest way.</summary>
    private readonly record struct Step(int Bytes, MethodBase? Next, bool IsNextInline);
}
