using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.App;
using Stethos.Crypto;
using Stethos.Features;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.Boards.Virtual;

/// <summary>
/// What an application binds to and cannot bring along on a virtual board: assemblies of the fixed part, each with a checksum of the
/// build it is of. They stand for the native assemblies of a device's runtime.
/// </summary>
internal static class VirtualNatives
{
    private static readonly Type[] Bound =
        [typeof(NodeState), typeof(IClock), typeof(CborWriter), typeof(Sha256), typeof(BearingGeometry), typeof(VirtualNode)];

    /// <summary>Name and checksum of each.</summary>
    public static IReadOnlyList<(string Name, uint Checksum)> All { get; } =
    [
        .. Bound.Select(type => type.Module).Distinct()
            .Select(module => (module.Assembly.GetName().Name!, ChecksumOf(module.ModuleVersionId)))
    ];

    /// <summary>The checksums alone.</summary>
    public static uint[] Checksums => [.. All.Select(native => native.Checksum)];

    private static uint ChecksumOf(Guid build)
    {
        var bytes = build.ToByteArray();
        return Crc32.Compute(bytes, 0, bytes.Length);
    }
}
