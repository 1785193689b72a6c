using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stethos.Releases.Bundles;

/// <summary>What a person writes about a release: the JSON file that `stethos release sign` reads.</summary>
public sealed record ReleaseDescription
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true
    };

    /// <summary>Above that of every release before.</summary>
    public required uint Sequence { get; init; }

    /// <summary>Day after which no node begins it (UTC); absent = never.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Boards as in hardware/boards.</summary>
    public required IReadOnlyList<string> Boards { get; init; }

    public int MinLoader { get; init; }

    /// <summary>Checksums of the native assemblies the application binds to, as "0x1A1CC3FD".</summary>
    public IReadOnlyList<string> Natives { get; init; } = [];

    public DescribedComponent? Application { get; init; }

    public DescribedComponent? Model { get; init; }

    /// <summary>File that tells people what the release holds, such as a model card; absent = none.</summary>
    public string? Card { get; init; }

    public required IReadOnlyList<DescribedPair> Pairs { get; init; }

    public DescribedHealth Health { get; init; } = new();

    /// <exception cref="ReleaseException">It is not one.</exception>
    public static ReleaseDescription Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ReleaseDescription>(json, Form) ?? throw new ReleaseException("the description is empty");
        }
        catch (JsonException wrong)
        {
            throw new ReleaseException($"the description is malformed: {wrong.Message}", wrong);
        }
    }
}
