using System.IO;

namespace Stethos.ApplicationSlots.Packages;

/// <summary>One file of a package; the content is read before the next entry is asked for.</summary>
public sealed record PackageEntry(string Path, Stream Content, bool IsExecutable);
