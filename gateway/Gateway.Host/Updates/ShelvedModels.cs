using System.Linq;
using Stethos.Gateway.Domain.Edge;
using Stethos.Gateway.Updates.Releases;

namespace Stethos.Gateway.Host.Updates;

/// <summary>Models of the releases that can be handed out: what a node runs after an update is known here as soon as it says so.</summary>
internal static class ShelvedModels
{
    /// <summary>The blob that verdicts call by this name, and what people call it; null when no release brings it.</summary>
    public static (byte[] Blob, string Title)? Find(ReleaseShelf shelf, uint name) => shelf.All()
        .Where(release => release.Model is { } blob && EdgeModels.NameOf(blob) == name)
        .Select(release => ((byte[] Blob, string Title)?)(release.Model!, release.Label))
        .FirstOrDefault();
}
