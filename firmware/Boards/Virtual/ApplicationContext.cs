using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace Stethos.Boards.Virtual;

/// <summary>
/// Where one application assembly lives, from bytes alone. It finds the fixed part's assemblies where they are already, so that
/// each of their types exists once, and goes when nobody uses it any more.
/// </summary>
internal sealed class ApplicationContext() : AssemblyLoadContext("application", isCollectible: true)
{
    /// <summary>Loads it; the bytes are not needed afterwards.</summary>
    public Assembly Load(byte[] image)
    {
        using var stream = new MemoryStream(image, writable: false);
        return LoadFromStream(stream);
    }
}
