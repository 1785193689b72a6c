using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stethos.ModelQuantizer.Card;

/// <summary>
/// What whoever installs a model wants to know of it: hashes of model and data, settings, accuracy, sizes, licence. Holds no time and no
/// folder: the same inputs give the same bytes.
/// </summary>
public sealed record ModelCard
{
    /// <summary>The only form there is.</summary>
    public const int CurrentForm = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public int Form { get; init; } = CurrentForm;

    /// <summary>The model's file name without extension.</summary>
    public required string Name { get; init; }

    /// <summary>Of the model, as its user states it (SPDX identifier or words); empty when nobody did.</summary>
    public required string Licence { get; init; }

    /// <summary>The float model it was made from.</summary>
    public required FileFacts Source { get; init; }

    public required DataFacts Data { get; init; }

    /// <summary>How it was quantized, by name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required IReadOnlyList<ModelForm> Models { get; init; }

    public required IReadOnlyList<TierFacts> Tiers { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="ModelException">No card, or one of another form.</exception>
    public static ModelCard Read(string path)
    {
        try
        {
            var card = JsonSerializer.Deserialize<ModelCard>(ModelFile.Read(path), Json);
            return card is { Form: CurrentForm }
                ? card
                : throw new ModelException(path, $"form: only cards of form {CurrentForm} are read");
        }
        catch (JsonException exception)
        {
            throw new ModelException(path, $"this is no model card: {exception.Message.Split(". ")[0]}", exception);
        }
    }
}
