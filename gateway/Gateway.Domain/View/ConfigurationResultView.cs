using System;

namespace Stethos.Gateway.Domain.View;

/// <summary>What became of a configuration; <paramref name="Setting"/> is the one at fault, empty = none.</summary>
public sealed record ConfigurationResultView(DateTimeOffset Time, uint Number, string Result, string Setting);
