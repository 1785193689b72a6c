using System;
using System.Collections.Generic;
using System.Reflection;
using System.Security.Cryptography;
using System.Threading;
using Stethos.App.Loading;

namespace Stethos.Boards.Virtual;

/// <summary>
/// An application assembly as a board's loader has it after <c>Assembly.Load</c>. Boards of one process that hold the same bytes
/// share one: what a chip would do for each of them once, this process need not do a hundred times.
/// </summary>
internal sealed class ApplicationAssembly
{
    /// <summary>The class a virtual board's fixed part looks for.</summary>
    public const string EntryName = "Stethos.Boards.VirtualApplication.Application";

    private static readonly Lock Sync = new();
    private static readonly Dictionary<string, WeakReference<ApplicationAssembly>> Known = [];
    private readonly ConstructorInfo _constructor;

    private ApplicationAssembly(byte[] image)
    {
        Assembly = new ApplicationContext().Load(image);
        _constructor = Assembly.GetType(EntryName)?.GetConstructor([])
            ?? throw new BadImageFormatException($"no {EntryName} in {Assembly.GetName().Name}");
        Version = Assembly.GetName().Version!.ToString(3);
    }

    /// <summary>As the assembly says of itself.</summary>
    public string Version { get; }

    public Assembly Assembly { get; }

    /// <exception cref="BadImageFormatException">These bytes are no application.</exception>
    public static ApplicationAssembly Load(byte[] image)
    {
        var digest = Convert.ToHexString(SHA256.HashData(image));
        lock (Sync)
        {
            if (!Known.TryGetValue(digest, out var known) || !known.TryGetTarget(out var found))
            {
                found = new ApplicationAssembly(image);
                Known[digest] = new WeakReference<ApplicationAssembly>(found);
            }

            return found;
        }
    }

    /// <summary>A new one of what is in it.</summary>
    public IApplication Start() => (IApplication)_constructor.Invoke(null);
}
