using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>One sample of one metric family; samples of a family share name, help and type.</summary>
/// <param name="Name">Name without quoting, starting with <c>stethos_</c>.</param>
/// <param name="Help">One line for people.</param>
/// <param name="Type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>; a histogram's samples carry the suffixes
/// <c>_bucket</c> (with label <c>le</c>), <c>_sum</c> and <c>_count</c> in their names.</param>
/// <param name="Value">The value; not a number and infinities are allowed.</param>
/// <param name="Labels">Labels in the order they shall appear.</param>
public sealed record MetricSample(
    string Name,
    string Help,
    string Type,
    double Value,
    IReadOnlyList<KeyValuePair<string, string>> Labels);
