using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>The settings wanted last of a node, and how far they have come.</summary>
/// <param name="Number">Number they are sent under.</param>
/// <param name="Asked">When somebody wanted them.</param>
/// <param name="Status">Waiting, Trying, Applied, Refused or Returned.</param>
/// <param name="Result">What the node said of them last; None = nothing yet.</param>
/// <param name="Setting">Setting at fault; empty = none.</param>
/// <param name="Settings">Values by name.</param>
/// <param name="Former">Values that undo them, as far as they are known here: told by the node before, or sent to it.</param>
public sealed record WantedConfigurationView(
    uint Number, DateTimeOffset Asked, string Status, string Result, string Setting,
    IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> Former);
