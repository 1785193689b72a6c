using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stethos.Hardware.Tests.Schema;

/// <summary>
/// The keywords of JSON Schema 2020-12 that hardware/schema uses, and no others: an unknown keyword throws, so that a schema
/// never promises what nobody checks. Messages name the place as a JSON pointer.
/// </summary>
internal sealed class JsonSchema
{
    private static readonly HashSet<string> Annotations = ["$schema", "$id", "$defs", "title", "description"];

    private readonly JsonObject _root;

    public JsonSchema(JsonObject root) => _root = root;

    public static JsonSchema Load(string path) => new(JsonNode.Parse(System.IO.File.ReadAllText(path))!.AsObject());

    /// <summary>What is wrong with <paramref name="node"/>; empty when it is valid.</summary>
    public IReadOnlyList<string> Check(JsonNode? node)
    {
        var faults = new List<string>();
        Check(node, _root, string.Empty, faults);
        return faults;
    }

    private void Check(JsonNode? node, JsonObject schema, string at, List<string> faults)
    {
        foreach ((string keyword, JsonNode? value) in schema)
        {
            if (!Annotations.Contains(keyword))
            {
                CheckKeyword(keyword, value!, node, schema, at, faults);
            }
        }
    }

    private void CheckKeyword(string keyword, JsonNode value, JsonNode? node, JsonObject schema, string at, List<string> faults)
    {
        switch (keyword)
        {
            case "$ref":
                Check(node, Resolve(value.GetValue<string>()), at, faults);
                break;
            case "type":
                Demand(IsOfType(node, value.GetValue<string>()), at, $"is {Describe(node)}, not of type {value}", faults);
                break;
            case "enum":
                Demand(
                    value.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, node)), at,
                    $"is {Describe(node)}, not one of {value.ToJsonString()}", faults);
                break;
            case "pattern" or "minLength":
                CheckText(keyword, value, node, at, faults);
                break;
            case "minimum" or "maximum":
                CheckNumber(keyword, value, node, at, faults);
                break;
            case "minItems":
                Demand(node is not JsonArray list || list.Count >= value.GetValue<int>(), at, $"has fewer than {value} items", faults);
                break;
            case "items":
                CheckItems(value.AsObject(), node, at, faults);
                break;
            case "required":
                CheckRequired(value.AsArray(), node, at, faults);
                break;
            case "properties" or "additionalProperties":
                CheckMembers(keyword, value, node, schema, at, faults);
                break;
            default:
                throw new NotSupportedException($"schema keyword {keyword} is not checked; teach JsonSchema or leave it out");
        }
    }

    private static void CheckText(string keyword, JsonNode value, JsonNode? node, string at, List<string> faults)
    {
        if (IsOfType(node, "string"))
        {
            string text = node!.GetValue<string>();
            Demand(
                keyword == "pattern" ? Regex.IsMatch(text, value.GetValue<string>()) : text.Length >= value.GetValue<int>(), at,
                keyword == "pattern" ? $"is '{text}', not of the form {value}" : $"is '{text}', shorter than {value} characters", faults);
        }
    }

    private static void CheckNumber(string keyword, JsonNode value, JsonNode? node, string at, List<string> faults)
    {
        if (IsOfType(node, "number"))
        {
            double number = AsDouble(node!);
            double limit = AsDouble(value);
            Demand(
                keyword == "minimum" ? number >= limit : number <= limit, at,
                $"is {Describe(node)}, {(keyword == "minimum" ? "less than the least" : "more than the most")} allowed, {value}", faults);
        }
    }

    private void CheckItems(JsonObject schema, JsonNode? node, string at, List<string> faults)
    {
        if (node is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++)
            {
                Check(list[i], schema, $"{at}/{i}", faults);
            }
        }
    }

    private static void CheckRequired(JsonArray names, JsonNode? node, string at, List<string> faults)
    {
        if (node is JsonObject body)
        {
            foreach (JsonNode? name in names)
            {
                Demand(body.ContainsKey(name!.GetValue<string>()), at, $"lacks the field {name}", faults);
            }
        }
    }

    private void CheckMembers(string keyword, JsonNode value, JsonNode? node, JsonObject schema, string at, List<string> faults)
    {
        if (node is not JsonObject body)
        {
            return;
        }

        JsonObject known = keyword == "properties" ? value.AsObject() : schema["properties"] as JsonObject ?? [];
        foreach ((string name, JsonNode? member) in body)
        {
            string place = $"{at}/{name}";
            if (keyword == "properties")
            {
                if (known[name] is JsonObject of)
                {
                    Check(member, of, place, faults);
                }
            }
            else if (!known.ContainsKey(name))
            {
                if (value is JsonObject of)
                {
                    Check(member, of, place, faults);
                }
                else
                {
                    Demand(value.GetValue<bool>(), place, "is not a field that the schema knows", faults);
                }
            }
        }
    }

    private JsonObject Resolve(string pointer)
    {
        JsonNode? at = _root;
        foreach (string step in pointer.Split('/').Skip(1))
        {
            at = at?[step];
        }

        return pointer.StartsWith("#/", StringComparison.Ordinal) && at is JsonObject found
            ? found
            : throw new NotSupportedException($"schema reference {pointer} leads nowhere");
    }

    private static bool IsOfType(JsonNode? node, string type) => type switch
    {
        "object" => node is JsonObject,
        "array" => node is JsonArray,
        "string" => node?.GetValueKind() == JsonValueKind.String,
        "boolean" => node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => node?.GetValueKind() == JsonValueKind.Number,
        "integer" => node?.GetValueKind() == JsonValueKind.Number && Math.Floor(AsDouble(node)) == AsDouble(node),
        _ => throw new NotSupportedException($"schema type {type} is not checked")
    };

    private static double AsDouble(JsonNode node) =>
        double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static string Describe(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static void Demand(bool holds, string at, string cause, List<string> faults)
    {
        if (!holds)
        {
            faults.Add($"{(at.Length == 0 ? "/" : at)} {cause}");
        }
    }
}
