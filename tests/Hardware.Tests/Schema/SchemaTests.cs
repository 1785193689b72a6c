using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Schema;

/// <summary>Every file of hardware/ has the form of its schema, and each keyword of the schemas reports what breaks it.</summary>
public sealed class SchemaTests
{
    private static readonly JsonObject Tiny = JsonNode.Parse(
        """
        {
          "type": "object", "required": ["a"], "additionalProperties": false,
          "properties": {
            "a": { "$ref": "#/$defs/short" }, "n": { "type": "integer", "minimum": 1, "maximum": 9 },
            "e": { "enum": ["x", 2] }, "l": { "type": "array", "minItems": 1, "items": { "type": "boolean" } },
            "t": { "type": "string", "minLength": 3 }, "m": { "type": "object", "additionalProperties": { "type": "number" } }
          },
          "$defs": { "short": { "type": "string", "pattern": "^[a-z]+$" } }
        }
        """)!.AsObject();

    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        foreach (string file in HardwareFolder.Files)
        {
            files.Add(file);
        }

        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_has_the_form_of_its_schema(string file)
    {
        JsonNode node = HardwareFolder.Read(file);
        string schema = Path.Combine(Path.GetDirectoryName(HardwareFolder.PathOf(file))!, node["$schema"]!.GetValue<string>());
        string expected = HardwareFolder.PathOf($"schema/{HardwareFolder.KindOf(file)}.schema.json");
        Assert.Equal(expected, Path.GetFullPath(schema));
        IReadOnlyList<string> faults = JsonSchema.Load(schema).Check(node);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Select(fault => $"hardware/{file}: {fault}")));
    }

    [Theory]
    [InlineData("""{ "a": "b", "n": 1, "e": 2, "l": [true], "t": "abc", "m": { "q": 1.5 } }""", null)]
    [InlineData("""[]""", "/ is [], not of type object")]
    [InlineData("""{ }""", "/ lacks the field a")]
    [InlineData("""{ "a": 7 }""", "/a is 7, not of type string")]
    [InlineData("""{ "a": "B" }""", "/a is 'B', not of the form ^[a-z]+$")]
    [InlineData("""{ "a": "b", "z": 1 }""", "/z is not a field that the schema knows")]
    [InlineData("""{ "a": "b", "n": 0 }""", "/n is 0, less than the least allowed, 1")]
    [InlineData("""{ "a": "b", "n": 10 }""", "/n is 10, more than the most allowed, 9")]
    [InlineData("""{ "a": "b", "n": 1.5 }""", "/n is 1.5, not of type integer")]
    [InlineData("""{ "a": "b", "e": "y" }""", "/e is \"y\", not one of [\"x\",2]")]
    [InlineData("""{ "a": "b", "l": [] }""", "/l has fewer than 1 items")]
    [InlineData("""{ "a": "b", "l": [true, null] }""", "/l/1 is null, not of type boolean")]
    [InlineData("""{ "a": "b", "t": "ab" }""", "/t is 'ab', shorter than 3 characters")]
    [InlineData("""{ "a": "b", "m": { "q": "r" } }""", "/m/q is \"r\", not of type number")]
    public void Each_keyword_reports_what_breaks_it(string json, string? fault)
    {
        IReadOnlyList<string> faults = new JsonSchema(Tiny).Check(JsonNode.Parse(json));
        Assert.Equal(fault is null ? [] : [fault], faults);
    }

    [Fact]
    public void A_keyword_that_nobody_checks_is_refused()
    {
        var schema = new JsonSchema(JsonNode.Parse("""{ "oneOf": [] }""")!.AsObject());
        Assert.Throws<NotSupportedException>(() => schema.Check(JsonNode.Parse("1")));
        var lost = new JsonSchema(JsonNode.Parse("""{ "$ref": "#/$defs/nothing" }""")!.AsObject());
        Assert.Throws<NotSupportedException>(() => lost.Check(JsonNode.Parse("1")));
    }

    [Fact]
    public void All_kinds_of_files_are_found()
    {
        Assert.Equal(["board", "chip", "tier"], HardwareFolder.Files.Select(HardwareFolder.KindOf).Distinct().Order());
        Assert.True(HardwareFolder.Files.Count >= 11, string.Join(' ', HardwareFolder.Files));
    }
}
