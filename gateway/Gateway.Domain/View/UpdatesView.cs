using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>Releases of a site, and what became of them on nodes.</summary>
/// <param name="Releases">Bundles taken in, the newest manifest first.</param>
/// <param name="KeySets">Key sets taken in, the newest first.</param>
/// <param name="Runs">Newest first: what is under way, and what was.</param>
public sealed record UpdatesView(
    IReadOnlyList<ReleaseView> Releases, IReadOnlyList<KeySetView> KeySets, IReadOnlyList<UpdateRunView> Runs);
